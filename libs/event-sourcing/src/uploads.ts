/** A file that is kept, or was about to be when a process died; `since`: when that began, or last came again. */
export type KeptUpload = Readonly<{ id: string; since: Date }>;

/**
 * Files that were received and wait to be worked on, as lines of text: what one instance of a service keeps any of them
 * reads. They may hold personal data and are removed by whoever has done with them (KRN-17).
 */
export interface Uploads {
  /** Keeps a file under an id of letters, digits, `_` and `-`: whole, or not at all. One of that id is replaced. */
  keep(id: string, lines: readonly string[]): Promise<void>;
  /**
   * Its lines in order; none when it is not there.
   * @throws Error when it is replaced or removed while it is read: never fewer lines than it has.
   */
  lines(id: string): AsyncIterable<string>;
  /** Forgets it, and what a crash left of it; nothing happens when it is gone already. */
  remove(id: string): Promise<void>;
  /** All there are, also those that a crash left half kept, which have no lines. */
  list(): Promise<readonly KeptUpload[]>;
  close(): Promise<void>;
}

/** @throws Error for what cannot name a kept file. */
export function assertUploadId(id: string): void {
  if (!/^[\w-]{1,200}$/.test(id)) throw new Error('This names no file that is kept.');
}
