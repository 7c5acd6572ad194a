/** What the link of a mail carries in its fragment, where it reaches no server log. */
export type LinkOfMail = Readonly<{ id: string; token: string }>;

/** Reads `#id=…&token=…`; nothing when the address was cut. */
export function linkOf(fragment: string): LinkOfMail | undefined {
  const carried = new URLSearchParams(fragment.replace(/^#/, ''));
  const [id, token] = [carried.get('id'), carried.get('token')];
  return id && token ? { id, token } : undefined;
}
