import type { KeyObject } from 'node:crypto';
import { openWith } from './personal-data-cipher.js';

/** So many texts are kept: about as many messages as are on their way between the services of one process. */
const keptAtMost = 5_000;

/**
 * The texts opened last: one message is opened by every service and read model of a process, shortly after each other.
 * Asked only with the subject's key in hand, so that a text is never kept longer than its key is; erasing a subject
 * empties it (KRN-17).
 */
export class OpenedTexts {
  private readonly texts = new Map<string, string>();

  /** @throws when the text was changed, or belongs to another place. */
  open(key: KeyObject, subject: string, sealed: string, associated: string): string {
    const name = `${subject}\n${associated}\n${sealed}`;
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const text = openWith(key, sealed, associated);
    this.texts.set(name, text);
    if (this.texts.size > keptAtMost) this.texts.delete(this.texts.keys().next().value!);
    return text;
  }

  /** Forgets them all. */
  clear(): void {
    this.texts.clear();
  }
}
