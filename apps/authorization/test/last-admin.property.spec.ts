import { test } from '@jest/globals';
import { streamVersion } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import { changeAssignments } from '../src/assignments/assignments.decisions.js';
import { reserveLeave } from '../src/site-admins/site-admins.decisions.js';
import { authorizationInMemory, type PersonTold } from './authorization-in-memory.js';

const people = ['ada', 'bo', 'cy'] as const;
type Person = (typeof people)[number];
type Step = Readonly<{ act: 'demote' | 'promote' | 'disable' | 'activate' | 'hear'; who: Person }>;
const at = new Date('2026-01-05T09:00:00.000Z');

/** Directory as authorization knows it: it disables after a reservation, and its messages arrive when they like, in order. */
class Directory {
  private readonly active = new Set<Person>(people);
  private readonly admins = new Set<Person>(people);
  private readonly versions = new Map<Person, number>();
  private readonly underway = new Map<Person, PersonTold[]>();

  constructor(private readonly authorization: ReturnType<typeof authorizationInMemory>) {}

  async open(): Promise<void> {
    await this.authorization.tellSite();
    for (const who of people) {
      this.say(who, 'created');
      this.say(who, 'activated');
      await this.hear(who);
      await this.hear(who);
    }
  }

  async take({ act, who }: Step): Promise<void> {
    if (act === 'hear') return this.hear(who);
    if (act === 'demote' || act === 'promote') return this.assign(who, act);
    if (act === 'activate') {
      if (this.active.has(who)) return;
      this.active.add(who);
      return this.say(who, 'activated');
    }
    const { ok } = await this.authorization.ask(
      reserveLeave({ siteId: 'montreal', personId: who, personVersion: streamVersion(this.version(who) - 1), at }),
    );
    if (!ok || !this.active.delete(who)) return;
    this.say(who, 'disabled');
  }

  /** Active people who hold the Admin role, as things really stand. */
  get left(): number {
    return people.filter((who) => this.active.has(who) && this.admins.has(who)).length;
  }

  private async assign(personId: Person, act: 'demote' | 'promote'): Promise<void> {
    const roleId = this.authorization.roleId('montreal', act === 'promote' ? 'admin' : 'artist');
    const wanted = [{ roleId, scope: { allOpen: false, projectIds: [] } }];
    const { ok } = await this.authorization.ask(changeAssignments({ siteId: 'montreal', personId, wanted, at }));
    if (!ok) return;
    if (act === 'promote') this.admins.add(personId);
    else this.admins.delete(personId);
  }

  private say(who: Person, happened: PersonTold['happened']): void {
    const version = this.version(who);
    this.versions.set(who, version + 1);
    const requestedRoleId = this.authorization.roleId('montreal', 'admin');
    const told = { personId: who, happened, version, requestedRoleId };
    this.underway.set(who, [...(this.underway.get(who) ?? []), told]);
  }

  private version(who: Person): number {
    return this.versions.get(who) ?? 0;
  }

  private async hear(who: Person): Promise<void> {
    const told = this.underway.get(who)?.shift();
    if (told) await this.authorization.tellPerson(told);
  }
}

test('AUT-75 LIC-19 however people are promoted, demoted, disabled and heard of, an active Admin is left', async () => {
  const step = fc.record({
    act: fc.constantFrom('demote', 'promote', 'disable', 'activate', 'hear', 'hear'),
    who: fc.constantFrom(...people),
  });
  const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }), async (steps) => {
    const directory = new Directory(authorizationInMemory());
    await directory.open();
    for (const next of steps) {
      await directory.take(next);
      if (directory.left === 0) throw new Error(`nobody is left after ${next.who} ${next.act}`);
    }
  });
  await fc.assert(property, { numRuns: 300 });
});
