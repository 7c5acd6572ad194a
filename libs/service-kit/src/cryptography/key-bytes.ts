import { ConfigurationError } from '../configuration/configuration-error.js';
import { secretBytes } from './secret-texts.js';

/**
 * The 32 bytes of a key that is given as text.
 * @throws ConfigurationError that names the variable, for anything else.
 */
export function keyBytes(variable: string, text: string | undefined): Buffer {
  const bytes = secretBytes(text);
  if (!bytes) throw new ConfigurationError(`${variable} must be 32 bytes as base64url (43 characters).`);
  return bytes;
}
