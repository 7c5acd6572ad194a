import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandContext,
  type CommandHandler,
  type ConsistencyToken,
  type Cryptography,
  type EventStore,
  isRejection,
  type Outcome,
  reject,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, EVENT_STORE, readState, Refused } from '@rollcall/service-kit';
import { createHash } from 'node:crypto';
import { siteDecider, siteStream } from '../site/site.decider.js';
import { type CheckedUpload, checkUpload } from './check-upload.js';
import { importDecider } from './import.decider.js';
import { changeImport, uploadImport } from './import.decisions.js';
import { type ImportUploaded, importStream } from './import.events.js';
import { ImportNames } from './import-names.js';
import { WaitingFiles } from './waiting-files.js';

/** Findings that a refused file is answered with; the rest is counted. */
const findingsTold = 100;

/** How an upload is taken; `token` names what its sender has written before, `roles` those they may give: any if absent. */
export type UploadOptions = Pick<ImportUploaded['data'], 'rows' | 'invitations'> &
  Readonly<{ dryRun: boolean; token: ConsistencyToken; roles?: ReadonlySet<string> }>;

/** Takes files in: checked, kept, noted and, unless they are only tried, started. */
@Injectable()
export class ImportUploads {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(ImportNames) private readonly names: ImportNames,
    @Inject(WaitingFiles) private readonly files: WaitingFiles,
  ) {}

  /**
   * @throws Refused with what {@link checkUpload} rejects, `not-found`, or `import-has-errors` with the first findings
   * when a file that is not to be tried only has bad rows and all or nothing was asked for; `idempotency-key-reused` when
   * the same request brought another file before.
   */
  async take(
    siteId: string,
    bytes: Uint8Array,
    options: UploadOptions,
    context: CommandContext,
  ): Promise<Readonly<{ importId: string; outcome: Outcome }>> {
    const importId = this.cryptography.uuid5('import', context.commandId);
    const { state } = await readState(this.store, importDecider, importStream(importId));
    if (state.status !== 'none' && state.upload.digest !== digestOf(bytes)) {
      throw new Refused(reject('idempotency-key-reused', 'This key came with another file before.'));
    }
    // The same request again, after a crash: its people would now be found taken.
    const uploaded = state.status === 'none' ? await this.upload(siteId, importId, bytes, options, context) : undefined;
    if (options.dryRun) return { importId, outcome: uploaded ?? noted };
    const commandId = this.cryptography.uuid5(context.commandId, 'start');
    const start = changeImport(siteId, importId, { type: 'StartImport', data: {} });
    return { importId, outcome: await this.handle(start, { ...context, commandId }) };
  }

  private async upload(
    siteId: string,
    importId: string,
    bytes: Uint8Array,
    { rows, invitations, dryRun, ...sent }: UploadOptions,
    context: CommandContext,
  ): Promise<Outcome> {
    const checked = await this.check(siteId, bytes, sent);
    const good = checked.rows.filter(({ draft }) => draft).length;
    const counts = { rows: checked.rows.length, good, bad: checked.rows.length - good };
    if (!dryRun && (good === 0 || (counts.bad > 0 && rows === 'all-or-nothing'))) throw hasErrors(checked, counts);
    await this.files.write(importId, checked);
    const command = uploadImport({ importId, siteId, digest: digestOf(bytes), rows, invitations, counts });
    const outcome = await this.handle(command, context);
    if (!outcome.ok) await this.files.remove(importId);
    return outcome;
  }

  private async check(
    siteId: string,
    bytes: Uint8Array,
    { token, roles }: Pick<UploadOptions, 'token' | 'roles'>,
  ): Promise<CheckedUpload> {
    const site = await readState(this.store, siteDecider, siteStream(siteId));
    if (site.state.status === 'none') throw new Refused(reject('not-found', 'There is no such site.'));
    const names = await this.names.of(siteId, token);
    const ports = { store: this.store, cryptography: this.cryptography };
    const checked = await checkUpload(bytes, { siteId, names, ports, ...(roles && { roles }) });
    if (isRejection(checked)) throw new Refused(checked);
    return checked;
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

const noted: Outcome = { ok: true, written: new Map() };

function hasErrors({ findings, rows }: CheckedUpload, counts: Readonly<Record<string, number>>): Refused {
  const all = [...findings, ...rows.flatMap((row) => row.findings)].filter(({ severity }) => severity === 'error');
  const details = { ...counts, findings: all.slice(0, findingsTold) };
  return new Refused(reject('import-has-errors', 'The file has rows that cannot be imported.', details));
}
