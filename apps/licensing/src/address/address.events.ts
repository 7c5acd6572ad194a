import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of addresses: `licensing.address-<emailIndex>`. */
export const addressCategory = 'licensing.address';

/** The stream of an address, by the HMAC every service computes alike. */
export const addressStream = (emailIndex: string): StreamName => streamName(addressCategory, emailIndex);

type Bearer = { emailIndex: string; accountId: string };
/** An open account has this address now. */
export type AddressTaken = Message<'AddressTaken', Bearer>;
/** It has another one, or was closed. */
export type AddressLeft = Message<'AddressLeft', Bearer>;

/** What can be true of an address. */
export type AddressEvent = AddressTaken | AddressLeft;
