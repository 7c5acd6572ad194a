import { decodeToken, encodeToken, mergeTokens } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer's body, read as it comes: the assertions are the check. */
export type Json = ReturnType<JSON['parse']>;
/** How somebody asks: `key` is the Idempotency-Key. */
export type Asking = Readonly<{ body?: unknown; key?: string; headers?: Readonly<Record<string, string>> }>;
/** What came back. */
export type Answered = Readonly<{ status: number; body: Json; headers: Headers }>;

/** A program at the gateway's public HTTP, signed in or not; it reads its own writes. */
export class PublicDoor {
  private consistency = '';

  /** An answer "not now" is asked again for `patience` ms, each request under one key: the first one counts. */
  constructor(
    readonly url: string,
    private readonly patience = 0,
    private readonly token?: string,
  ) {}

  /** Signs in as a program does. */
  static signedIn(url: string, email: string, password: string, patience = 0): Promise<PublicDoor> {
    return new PublicDoor(url, patience).signedIn(email, password);
  }

  /** The same door for whoever signs in here. */
  async signedIn(email: string, password: string): Promise<PublicDoor> {
    const { status, body } = await this.post('/sessions', { body: { email, password, kind: 'token' } });
    if (status !== 201) throw new Error(`${email} could not sign in: ${status} ${JSON.stringify(body)}`);
    return this.holding(body.token);
  }

  /** The same door for whoever holds this token. */
  holding(token: string): PublicDoor {
    return new PublicDoor(this.url, this.patience, token);
  }

  get = (path: string, asking?: Asking) => this.ask('GET', path, asking);
  post = (path: string, asking?: Asking) => this.ask('POST', path, asking);
  put = (path: string, asking?: Asking) => this.ask('PUT', path, asking);
  patch = (path: string, asking?: Asking) => this.ask('PATCH', path, asking);

  /** Sends a file as a browser's form does. */
  upload(path: string, name: string, file: string, key?: string): Promise<Answered> {
    const form = new FormData();
    form.set('file', new Blob([file], { type: 'text/csv' }), name);
    return this.send('POST', path, form, key === undefined ? {} : { 'idempotency-key': key });
  }

  /** The answer's body. @throws Error for anything but a success. */
  async must(method: string, path: string, asking: Asking = {}): Promise<Json> {
    const { status, body } = await this.ask(method, path, asking);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  get authorization(): Readonly<Record<string, string>> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  /** Asks; the answer may be a problem. */
  async ask(method: string, path: string, asking: Asking = {}): Promise<Answered> {
    const { body, key = this.patience > 0 ? randomUUID() : undefined, headers = {} } = asking;
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const idempotency = key === undefined ? {} : { 'idempotency-key': key };
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (const end = Date.now() + this.patience; ;) {
      const answered = await this.send(method, path, text, { ...json, ...idempotency, ...headers });
      if (answered.status !== 503 || Date.now() >= end) return answered;
      await pause(200);
    }
  }

  private async send(
    method: string,
    path: string,
    body: string | FormData | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered> {
    const consistency = this.consistency === '' ? {} : { 'consistency-token': this.consistency };
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...this.authorization, ...consistency, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    this.note(response.headers.get('consistency-token') ?? '');
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  /** Answers may come in another order than they were asked for; what was written long ago has arrived. */
  private note(token: string): void {
    const merged = mergeTokens(decodeToken(token), decodeToken(this.consistency));
    this.consistency = encodeToken(merged.slice(0, 40));
  }
}
