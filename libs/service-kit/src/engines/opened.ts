import { DependencyAway } from '@rollcall/event-sourcing';
import { ServerTooOld } from '@rollcall/event-store-kurrentdb';
import { WrongMasterKey } from '@rollcall/key-wrapping';
import { TopicMismatch } from '@rollcall/messaging-kafka';
import { ConfigurationError } from '../configuration/configuration-error.js';

/**
 * What was opened on the server that `variable` names.
 * @throws ConfigurationError for what whoever starts it can mend, with the fix.
 */
export async function opened<T>(variable: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const sentence = sentenceOf(error, variable);
    if (sentence === undefined) throw error;
    throw new ConfigurationError(sentence, { cause: error });
  }
}

function sentenceOf(error: unknown, variable: string): string | undefined {
  if (error instanceof DependencyAway) {
    return `${variable} names a server that does not answer, or does not know the user: start it, or correct the setting.`;
  }
  if (error instanceof ServerTooOld) return `${variable} names a server that cannot be used: ${error.message}`;
  if (error instanceof TopicMismatch) return error.message;
  if (error instanceof WrongMasterKey) {
    return 'ROLLCALL_MASTER_KEY is not the key that the stored keys of personal data were wrapped with: set it to that one.';
  }
  return undefined;
}
