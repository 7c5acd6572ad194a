import type { Cryptography } from './cryptography.js';
import { streamName, type StreamName } from './message.js';

/**
 * What a name, login or key is compared by (KRN-03): NFKC, trimmed, case-folded. Folding is Unicode's default one where it
 * matters for names: `ß` equals `ss` (its capitals are `SS`), a final `ς` equals `σ`. Turkish `İ` equals `i`, because an i
 * that carries its dot twice looks the same; the dotless `ı` stays a letter of its own. Accents are kept.
 */
export function canonical(value: string): string {
  const folded = value
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replace(/i\u0307+/g, 'i');
  return folded.normalize('NFKC').trim();
}

/**
 * What an email address is compared by (KRN-03): the part before the last `@` as {@link canonical}, the domain in the ASCII
 * form of IDNA, so that `bücher.example` equals `xn--bcher-kva.example`. `undefined` when this cannot be an address.
 */
export function canonicalEmail(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  const local = canonical(email.slice(0, Math.max(at, 0)));
  const domain = asciiDomain(email.slice(at + 1).trim());
  return local === '' || /[\s@]/.test(local) || !domain ? undefined : `${local}@${domain}`;
}

function asciiDomain(domain: string): string | undefined {
  // Whatever else could stand in a URL (port, path, user, percent codes, IPv6) is no domain of an address.
  if (domain === '' || /[\s/\\?#@:%[\]]/.test(domain)) return undefined;
  if (!URL.canParse(`http://${domain}`)) return undefined;
  const { hostname } = new URL(`http://${domain}`);
  // An empty label, or a number in the last place: the latter is read as an IPv4 address.
  return hostname.split('.').includes('') || /(^|\.)\d+$/.test(hostname) ? undefined : hostname;
}

/**
 * The stream of the claim on one canonical value (KRN-03): `<category>-<HMAC of the value>`, category
 * `<service>.<kind>-claim`. Keyed, because a plain hash could be guessed after erasure.
 */
export const claimStream = (
  cryptography: Pick<Cryptography, 'hmac'>,
  category: `${string}.${string}-claim`,
  canonicalValue: string,
): StreamName => streamName(category, cryptography.hmac(`${category}|${canonicalValue}`));
