/**
 * What templates are filled with. `url` is empty for a mail without link; `validUntil` is a day in words, UTC; `about` is whom
 * the mail tells about, where that is not its reader.
 */
export type MailValues = Readonly<{
  name: string;
  siteName: string;
  url: string;
  validUntil: string;
  about: string;
}>;
