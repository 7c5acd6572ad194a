import { type Contract, type PersonFacet, roleCreated } from '@rollcall/contracts';
import { type Envelope, type MessageBus, type StreamVersion, streamVersion } from '@rollcall/event-sourcing';
import {
  BUS,
  type CallContext,
  readExport,
  startTestService,
  type TestService,
  type TestServiceOptions,
} from '@rollcall/service-kit';
import { DirectoryModule } from '../src/index.js';

const by = { kind: 'user' as const, id: 'ada' };
const sites = '/internal/v1/sites';

/** Directory over HTTP on the embedded engines, and the other services as their messages. */
export class DirectoryService {
  private told = 0;

  private constructor(private test: TestService) {}

  static async start(options: TestServiceOptions = {}): Promise<DirectoryService> {
    return new DirectoryService(await startTestService(DirectoryModule, options));
  }

  get service(): TestService['service'] {
    return this.test.service;
  }
  get dataDir(): string {
    return this.test.dataDir;
  }
  get client(): TestService['client'] {
    return this.test.client;
  }
  quiet(): Promise<void> {
    return this.test.service.quiet();
  }
  stop(): Promise<void> {
    return this.test.stop();
  }
  async restart(): Promise<void> {
    this.test = await this.test.restart();
  }

  /** Somebody acts; `expected` is the version they saw. */
  as(more: Partial<CallContext> = {}): { context: CallContext } {
    return { context: { correlationId: 'c', actor: by, ...more } };
  }
  post<T = undefined>(path: string, body: unknown = {}, more: Partial<CallContext> = {}) {
    return this.client.post<T>('directory', `${sites}${path}`, { body, ...this.as(more) });
  }
  patch(path: string, body: unknown, expected?: StreamVersion) {
    return this.client.patch('directory', `${sites}${path}`, {
      body,
      ...this.as(expected === undefined ? {} : { expected }),
    });
  }
  put(path: string, body: unknown) {
    return this.client.put('directory', `${sites}${path}`, { body, ...this.as() });
  }
  get<T>(path: string) {
    return this.client.get<T>('directory', `${sites}${path}`);
  }
  /** What was answered, or the reason it was not. */
  async must<T>(answer: Promise<{ ok: true; body: T } | { ok: false; rejection: { rejected: string } }>): Promise<T> {
    const given = await answer;
    if (!given.ok) throw new Error(given.rejection.rejected);
    return given.body;
  }

  openSite(siteId: string, more: object = {}) {
    const site = { siteId, teamId: 'team', slug: siteId, name: siteId, kind: 'subscription', accountMode: 'migrated' };
    return this.post<{ templateProjectId: string }>('', { ...site, accessModel: 'single-role', ...more });
  }
  async createPerson(siteId: string, login: string, more: object = {}): Promise<string> {
    const person = { firstName: 'Zoë', lastName: 'Janssens', login, email: `${login}@halcyon.example.com` };
    return (await this.must(this.post<{ personId: string }>(`/${siteId}/people`, { ...person, ...more }))).personId;
  }
  /** Everybody of a site, as the export tells, page by page. */
  async people(site: string): Promise<readonly PersonFacet[]> {
    await this.quiet();
    const path = '/internal/v1/exports/people';
    return Array.fromAsync(readExport<PersonFacet>(this.client, 'directory', path, { query: { site } }));
  }
  async person(site: string, personId: string): Promise<PersonFacet> {
    const found = (await this.people(site)).find((person) => person.personId === personId);
    if (!found) throw new Error('no such person');
    return found;
  }

  /** Another service says this of a thing. */
  async tell(contract: Contract, key: string, state: unknown, data: object): Promise<void> {
    this.told += 1;
    const id = `message-${this.told}`;
    const message: Envelope = {
      id,
      type: contract.type,
      source: `/rollcall/${contract.service}`,
      topic: `rollcall.${contract.service}.v1`,
      key,
      facet: { source: contract.service, kind: contract.facet.kind, key, version: streamVersion(this.told), state },
      data,
      metadata: { causationId: id, correlationId: id, actor: by, occurredAt: new Date() },
    };
    await this.service.app.get<MessageBus>(BUS).publish([message]);
    await this.quiet();
  }
  async tellRole(siteId: string, name: string, more: object = {}): Promise<string> {
    const roleId = `role-${name.replaceAll(/\W/g, '-')}`;
    const texts = { name, description: '', kind: 'person', template: 'artist' };
    const state = { roleId, siteId, ...texts, enabled: true, isDefault: false, permissions: {}, rules: [], ...more };
    await this.tell(roleCreated, roleId, state, { roleId, siteId });
    return roleId;
  }
}
