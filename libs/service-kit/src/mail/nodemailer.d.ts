// The part of nodemailer that is used here; the package ships no types.
declare module 'nodemailer' {
  /** One mail as nodemailer composes it. */
  export type Message = Readonly<{
    from: string;
    to: string;
    subject: string;
    text: string;
    html: string;
    messageId: string;
    headers: Readonly<Record<string, string>>;
    date?: Date;
    disableFileAccess: true;
    disableUrlAccess: true;
  }>;
  /** Sends, or only composes when made with `streamTransport`. */
  export interface Transport {
    sendMail(message: Message): Promise<{ message: Buffer }>;
    close(): void;
  }
  /** Makes a transport from an SMTP URL or from options. */
  export function createTransport(options: string | Readonly<Record<string, unknown>>): Transport;
}
