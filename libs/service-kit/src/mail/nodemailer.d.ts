// The part of nodemailer that is used here; the package ships no types.
declare module 'nodemailer' {
  export type Message = Readonly<{
    from: string;
    to: string;
    subject: string;
    text: string;
    html: string;
    messageId: string;
    date?: Date;
    disableFileAccess: true;
    disableUrlAccess: true;
  }>;
  export interface Transport {
    sendMail(message: Message): Promise<{ message: Buffer }>;
    close(): void;
  }
  export function createTransport(options: string | Readonly<Record<string, unknown>>): Transport;
}
