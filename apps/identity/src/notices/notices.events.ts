import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of what a person is told of: `identity.notices-<personId>`. */
export const noticesCategory = 'identity.notices';
/** The stream of what a person is told of. */
export const noticesStream = (personId: string): StreamName => streamName(noticesCategory, personId);

type Who = Readonly<{ personId: string; siteId: string }>;
/** Somebody chose that the person gets the security emails of their site, or that they get none, whatever their role. */
export type SecurityEmailsSubscribed = Message<'SecurityEmailsSubscribed', Who>;
export type SecurityEmailsUnsubscribed = Message<'SecurityEmailsUnsubscribed', Who>;

/** What can be true of a person's notices. */
export type NoticesEvent = SecurityEmailsSubscribed | SecurityEmailsUnsubscribed;
