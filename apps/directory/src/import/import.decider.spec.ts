import { describe, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { importDecider } from './import.decider.js';
import type { ImportEvent, RowsTaken, RowResult } from './import.events.js';

const { given } = deciderSpecification(importDecider);
const upload = (rows: RowsTaken) => ({ importId: 'i', siteId: 's', digest: 'd', rows, invitations: 'send' }) as const;
const counts = { rows: 9, good: 8, bad: 1 };
const checked = (rows: RowsTaken, found = counts): readonly ImportEvent[] => [
  { type: 'ImportUploaded', data: upload(rows) },
  { type: 'ImportChecked', data: found },
];
const started: ImportEvent = { type: 'ImportStarted', data: {} };
const finished: ImportEvent = { type: 'ImportFinished', data: {} };
const cancelled = (reason: 'asked' | 'never-started'): ImportEvent => ({ type: 'ImportCancelled', data: { reason } });
const applied = (row: number): RowResult => ({ row, state: 'applied', personId: `person-${row}` });
const done = (...results: readonly RowResult[]): ImportEvent => ({
  type: 'ImportRowsDone',
  data: { importId: 'i', siteId: 's', results },
});
const ask = (type: 'StartImport' | 'FinishImport' | 'CancelImport' | 'ExpireImport') => ({ type, data: {} }) as const;
const record = (...results: readonly RowResult[]) => ({ type: 'RecordRows', data: { results } }) as const;
const running = [...checked('good'), started];

describe('starting', () => {
  test('DIR-10 a file is uploaded once', () => {
    given()
      .when({ type: 'UploadImport', data: { ...upload('good'), counts } })
      .then(...checked('good'));
    given(...checked('good'))
      .when({ type: 'UploadImport', data: { ...upload('good'), counts } })
      .thenRejected('already-exists');
    given().when(ask('StartImport')).thenRejected('not-found');
  });
  test('DIR-10 all or nothing: one bad row refuses; the good ones only: it does not', () => {
    given(...checked('all-or-nothing'))
      .when(ask('StartImport'))
      .thenRejected('import-has-errors', { good: 8, bad: 1 });
    given(...checked('all-or-nothing', { rows: 8, good: 8, bad: 0 }))
      .when(ask('StartImport'))
      .then(started);
    given(...checked('good'))
      .when(ask('StartImport'))
      .then(started);
    given(...checked('good', { rows: 1, good: 0, bad: 1 }))
      .when(ask('StartImport'))
      .thenRejected('import-has-errors');
  });
  test('DIR-10 starting again changes nothing, nor does anything start that has ended', () => {
    given(...running)
      .when(ask('StartImport'))
      .then();
    given(...running, finished)
      .when(ask('StartImport'))
      .thenRejected('import-ended');
    given(...checked('good'), cancelled('asked'))
      .when(ask('StartImport'))
      .thenRejected('import-ended');
  });
});

describe('recording', () => {
  test('DIR-10 KRN-04 what was recorded is not recorded again, however the rows are cut', () => {
    given(...running)
      .when(record(applied(2), applied(3)))
      .then(done(applied(2), applied(3)));
    given(...running, done(applied(2), applied(3)))
      .when(record(applied(3), applied(4)))
      .then(done(applied(4)));
    given(...running, done(applied(2)))
      .when(record(applied(2)))
      .then();
  });
  test('DIR-10 rows that were under way when somebody cancelled happened all the same', () => {
    given(...running, cancelled('asked'))
      .when(record(applied(2)))
      .then(done(applied(2)));
    given(...checked('good'))
      .when(record(applied(2)))
      .then();
    given(...running, finished)
      .when(record(applied(2)))
      .then();
  });
});

describe('ending', () => {
  test('DIR-10 finishes once, and only what runs', () => {
    given(...running)
      .when(ask('FinishImport'))
      .then(finished);
    given(...running, finished)
      .when(ask('FinishImport'))
      .then();
    given(...checked('good'))
      .when(ask('FinishImport'))
      .then();
    given(...running, cancelled('asked'))
      .when(ask('FinishImport'))
      .then();
  });
  test('DIR-10 is cancelled before or while it runs, not afterwards', () => {
    given(...checked('good'))
      .when(ask('CancelImport'))
      .then(cancelled('asked'));
    given(...running)
      .when(ask('CancelImport'))
      .then(cancelled('asked'));
    given(...running, cancelled('asked'))
      .when(ask('CancelImport'))
      .then();
    given(...running, finished)
      .when(ask('CancelImport'))
      .thenRejected('import-ended');
  });
  test('KRN-13 only what nobody started expires', () => {
    given(...checked('good'))
      .when(ask('ExpireImport'))
      .then(cancelled('never-started'));
    given(...running)
      .when(ask('ExpireImport'))
      .then();
  });
});
