import { Inject, Injectable } from '@nestjs/common';
import { type Cryptography, emailIndexOf, type EventStore, type StreamName } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, type ErasedFiles, EVENT_STORE, readState } from '@rollcall/service-kit';
import { personStream } from '../person/person.decisions.js';
import { type PersonEvent, personOf } from '../person/person.events.js';
import { loginIndexOf } from '../person/person-indexes.js';
import type { WaitingRow } from './check-upload.js';
import { finding } from './finding.js';
import { importDecider } from './import.decider.js';
import { type ImportEvent, importStream } from './import.events.js';
import { WaitingFiles } from './waiting-files.js';

/** What a person is recognised by in a file; kept in the log, so that it outlives their key. */
type Marks = Readonly<{ siteId: string; login: string; emails: ReadonlySet<string>; until: Date | undefined }>;

/** Finds the rows of a person in files that wait for their import, and empties them once the person is erased (KRN-17). */
@Injectable()
export class ErasedRows implements ErasedFiles {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(WaitingFiles) private readonly files: WaitingFiles,
  ) {}

  /** The imports whose files hold the person: as they are, or as they were when they were erased. */
  async importsWith(personId: string): Promise<readonly string[]> {
    const marks = await this.marksOf(personStream(personId));
    const found: string[] = [];
    for (const { id: importId } of marks ? await this.files.all() : []) {
      if (!(await this.mayHold(importId, marks!))) continue;
      for await (const row of this.files.rows(importId)) {
        if (!this.isTheirs(marks!, row)) continue;
        found.push(importId);
        break;
      }
    }
    return found;
  }

  async removeOf(subject: string): Promise<void> {
    const personId = personOf(subject);
    const marks = await this.marksOf(personStream(personId));
    for (const importId of marks ? await this.importsWith(personId) : []) {
      await this.files.replace(importId, (row) => (this.isTheirs(marks!, row) ? emptied(row) : row));
      const { state } = await readState(this.store, importDecider, importStream(importId));
      // It ended meanwhile, and its file with it.
      if (state.status !== 'checked' && state.status !== 'running') await this.files.remove(importId);
    }
  }

  /** A file that came after the erasure is somebody else's who has the login or email now. */
  private async mayHold(importId: string, { siteId, until }: Marks): Promise<boolean> {
    for await (const event of this.store.readStream<ImportEvent>(importStream(importId))) {
      if (event.type !== 'ImportUploaded') return false;
      return event.data.siteId === siteId && (until === undefined || event.metadata.occurredAt <= until);
    }
    return false;
  }

  private isTheirs({ siteId, login, emails }: Marks, { draft }: WaitingRow): boolean {
    if (!draft) return false;
    if (loginIndexOf(this.cryptography, siteId, draft.login) === login) return true;
    return emails.has(emailIndexOf(this.cryptography, draft.email) ?? '');
  }

  private async marksOf(stream: StreamName): Promise<Marks | undefined> {
    let marks: Marks | undefined;
    const emails = new Set<string>();
    for await (const event of this.store.readStream<PersonEvent>(stream)) {
      if ('emailIndex' in event.data) emails.add(event.data.emailIndex);
      if (event.type === 'PersonCreated') {
        marks = { siteId: event.data.siteId, login: event.data.loginIndex, emails, until: undefined };
      }
      if (event.type === 'PersonLoginChanged') marks = marks && { ...marks, login: event.data.loginIndex };
      if (event.type === 'PersonErased') marks = marks && { ...marks, until: event.metadata.occurredAt };
    }
    return marks;
  }
}

const emptied = ({ row }: WaitingRow): WaitingRow => ({
  row,
  findings: [finding('person-erased', 'The person of this row was erased after the file was sent.', { row })],
});
