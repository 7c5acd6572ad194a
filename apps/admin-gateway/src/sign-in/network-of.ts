/**
 * The network that counts as one sender: of IPv4 the /24, of IPv6 the /64, which is what one subscriber is given. An IPv4
 * address in the clothes of IPv6 is what it is. A text that is no address is its own.
 */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = plain.replace(/^::ffff:(?=[\d.]+$)/, '');
  if (/^\d+(\.\d+){3}$/.test(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  if (!plain.includes(':')) return address;
  const [left = '', right] = plain.split('::');
  const [head, tail] = [left, right ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const gap = right === undefined ? [] : Array<string>(8 - head!.length - tail!.length).fill('0');
  const groups = [...head!, ...gap, ...tail!].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
