/** What a mail says, before it is set as text and as HTML. */
export type MailContent = Readonly<{
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** The one thing to do, if any. */
  button?: Readonly<{ label: string; url: string }>;
  /** Said below the button. */
  footnote?: string;
}>;

/** The same mail twice, for readers of either kind. */
export type MailBody = Readonly<{ subject: string; text: string; html: string }>;

/** Sets a mail. Everything in it is text: names come from people, so nothing of them is markup. */
export function layOut({ subject, greeting, paragraphs, button, footnote }: MailContent): MailBody {
  const text = [
    greeting,
    ...paragraphs,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(footnote === undefined ? [] : [footnote]),
  ].join('\n\n');
  const html = [
    `<h1 style="font-size:20px">${escaped(subject)}</h1>`,
    ...[greeting, ...paragraphs].map(paragraph),
    ...(button ? [buttonOf(button.label, button.url)] : []),
    ...(footnote === undefined ? [] : [paragraph(footnote)]),
  ].join('\n');
  const page = `<div style="max-width:560px;margin:24px auto;font:16px/1.5 system-ui,sans-serif;color:#1f2328">`;
  // A subject is one header line, whatever a name holds.
  return { subject: subject.replace(/\s+/g, ' '), text: `${text}\n`, html: `${page}\n${html}\n</div>\n` };
}

const paragraph = (text: string): string => `<p dir="auto">${escaped(text)}</p>`;
const buttonOf = (label: string, url: string): string =>
  `<p style="margin:24px 0"><a href="${escaped(url)}" style="background:#1a5fb4;border-radius:6px;color:#ffffff;padding:12px 20px;text-decoration:none;font-weight:600">${escaped(label)}</a></p>\n<p style="font-size:13px">${escaped(url)}</p>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
