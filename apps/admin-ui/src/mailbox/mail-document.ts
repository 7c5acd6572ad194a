/** A mail as a document for a frame, and its own styles apart. */
export type MailDocument = Readonly<{ html: string; styles: string }>;

/**
 * Makes a mail showable under a content security policy without inline styles: its `style` attributes and elements are
 * set aside, to be put in place by script (which the policy allows), and its links open beside the mailbox.
 */
export function mailDocument(html: string): MailDocument {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map(([, text]) => text).join('\n');
  const bare = html.replace(/<style[^>]*>[\s\S]*?<\/style>/gi, '').replace(/(<[^>]*?)\sstyle=/gi, '$1 data-style=');
  return { html: `<base target="_blank">${bare}`, styles };
}
