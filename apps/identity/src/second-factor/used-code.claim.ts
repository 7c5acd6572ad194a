import { claimDecider, type StreamName, streamName } from '@rollcall/event-sourcing';

/**
 * A code of an authenticator app is good once (RFC 6238, 5.2): whoever uses it claims its time step, and nobody releases it.
 * Rejections: `wrong-code`.
 */
export const usedCodeDecider = claimDecider({
  claimed: 'CodeUsed',
  released: 'CodeReleased',
  taken: ['wrong-code', 'This code was used. Wait for the next one.'],
});

/** The stream of the claim on one time step of a factor: a stream each, so that signing in never reads more by and by. */
export const usedCodeStream = (factorId: string, step: number): StreamName =>
  streamName('identity.used-code', `${factorId}:${step}`);
