import { randomBytes } from 'node:crypto';

/** What an installation's secrets are called. */
export const secretNames = ['master', 'index', 'link'] as const;
/** An installation's secrets as they are written down: 32 bytes each, base64url. */
export type SecretTexts = Readonly<Record<(typeof secretNames)[number], string>>;

/** New secrets, as random as the system's source. */
export const freshSecrets = (): SecretTexts => ({ master: fresh(), index: fresh(), link: fresh() });

/** The 32 bytes of a secret; nothing when the text is anything else. */
export function secretBytes(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64url');
  return bytes.length === 32 ? bytes : undefined;
}

const fresh = (): string => randomBytes(32).toString('base64url');
