import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { CorrectionAsked, FindingEvent, FindingRecorded, FindingSettled, StatusChosen } from './finding.events.js';

/** A run found this person. */
export type RecordFinding = Message<'RecordFinding', FindingRecorded['data']>;
/** Somebody wants this status. */
export type ChooseStatus = Message<'ChooseStatus', StatusChosen['data']>;
/** The status is asked for now. */
export type AskCorrection = Message<'AskCorrection', CorrectionAsked['data']>;
/** What came of it. */
export type SettleFinding = Message<'SettleFinding', FindingSettled['data']>;

/** What a run knows of one person. */
export type Finding =
  | Readonly<{ status: 'none' }>
  | Readonly<{
      status: 'open' | 'asked' | 'resolved' | 'unresolved';
      found: FindingRecorded['data'];
      chosenStatus: StatusChosen['data']['chosenStatus'];
      /** The newest attempt when directory was asked. */
      attempt: number;
      reason?: string;
    }>;

/** One un-synced person of a run (DGN-06…DGN-08). Rejections: `not-found`. */
export const findingDecider: Decider<
  Finding,
  RecordFinding | ChooseStatus | AskCorrection | SettleFinding,
  FindingEvent
> = {
  initialState: () => ({ status: 'none' }),
  evolve: (finding, event) => {
    if (event.type === 'FindingRecorded') {
      return { status: 'open', found: event.data, chosenStatus: event.data.suggestion, attempt: 0 };
    }
    if (finding.status === 'none') return finding;
    switch (event.type) {
      case 'StatusChosen':
        return { ...finding, chosenStatus: event.data.chosenStatus };
      case 'CorrectionAsked':
        return { ...finding, status: 'asked', attempt: event.data.attempt };
      case 'FindingSettled': {
        const { resolved, reason } = event.data;
        return { ...finding, status: resolved ? 'resolved' : 'unresolved', ...(reason !== undefined && { reason }) };
      }
    }
  },
  decide: (command, finding) => {
    if (command.type === 'RecordFinding') {
      return finding.status === 'none' ? [{ type: 'FindingRecorded', data: command.data }] : [];
    }
    if (finding.status === 'none') return reject('not-found', 'This run found nothing about this person.');
    switch (command.type) {
      case 'ChooseStatus':
        return finding.chosenStatus === command.data.chosenStatus ? [] : [{ type: 'StatusChosen', data: command.data }];
      case 'AskCorrection':
        return finding.status === 'open' ? [{ type: 'CorrectionAsked', data: command.data }] : [];
      case 'SettleFinding':
        return finding.status === 'open' || finding.status === 'asked'
          ? [{ type: 'FindingSettled', data: command.data }]
          : [];
    }
  },
};
