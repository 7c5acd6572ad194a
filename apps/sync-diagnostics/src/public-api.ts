/** A diagnostic run as the gateway shows it. */
export type Run = Readonly<{
  id: string;
  state: 'analysing' | 'analysed' | 'resolving' | 'finished' | 'failed' | 'cancelled';
  analysed: number;
  people: number;
  found: number;
  resolved: number;
  unresolved: number;
  failure?: string;
}>;
/** One un-synced person as the gateway shows it; names are absent where the caller may not see them. */
export type Finding = Readonly<{
  personId: string;
  name?: string;
  login?: string;
  email?: string;
  kind: string;
  suggestion: 'active' | 'inactive';
  chosenStatus: 'active' | 'inactive';
  state: 'open' | 'resolved' | 'unresolved';
  reason?: string;
  since: string;
  by: Readonly<{ kind: string; id: string; name?: string }>;
}>;
type Page<Item> = Readonly<{ items: readonly Item[]; next?: string }>;

/** The gateway said no, or nothing that can be understood; the message is for a person. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
}

/** Rows of a list a request asks for. */
const pageSize = 500;
/** A request takes this long at most, ms. */
const patience = 30_000;

/** Who asks: the holder of a token, or an account that signs in for as long as the job takes. */
export type Credentials = Readonly<{ token: string }> | Readonly<{ email: string; password: string }>;

/** What the job needs of the gateway's public API, under a bearer token. */
export class PublicApi implements AsyncDisposable {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly isSignedIn: boolean,
  ) {}

  /** Signs in where that is needed; disposing of it signs out again. @throws ApiRefused when the gateway refuses. */
  static async open(url: string, who: Credentials): Promise<PublicApi> {
    if ('token' in who) return new PublicApi(url, who.token, false);
    const body = { email: who.email, password: who.password, kind: 'token' };
    const stranger = new PublicApi(url, '', false);
    const { token, mustChangePassword } = await stranger.request<
      Readonly<{ token: string; mustChangePassword: boolean }>
    >('POST', 'sessions', body);
    const api = new PublicApi(url, token, true);
    if (!mustChangePassword) return api;
    await api[Symbol.asyncDispose]();
    throw new ApiRefused('This account must choose a password of its own first: sign in to the web app with it.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A session that stays behind ends by itself; the job has done its work.
    if (this.isSignedIn) await this.request('DELETE', 'sessions/current').catch(() => undefined);
  }

  /** The id of the site of this slug. @throws ApiRefused when the token's owner sees no such site. */
  async siteOfSlug(slug: string): Promise<string> {
    type Sites = Readonly<{ items: readonly Readonly<{ id: string; slug: string }>[] }>;
    const { items } = await this.request<Sites>('GET', `sites?slug=${encodeURIComponent(slug)}`);
    const site = items.find((one) => one.slug === slug);
    if (!site) throw new ApiRefused(`There is no site ${slug}, or this token may not see it.`);
    return site.id;
  }

  /** Begins a run and answers its id. */
  async start(site: string): Promise<string> {
    return (await this.request<Readonly<{ id: string }>>('POST', `sites/${site}/diagnostic-runs`)).id;
  }

  run(site: string, run: string): Promise<Run> {
    return this.request<Run>('GET', `sites/${site}/diagnostic-runs/${run}`);
  }

  findings(site: string, run: string): Promise<readonly Finding[]> {
    return this.all<Finding>(`sites/${site}/diagnostic-runs/${run}/findings?`);
  }

  async resolve(site: string, run: string): Promise<void> {
    await this.request('POST', `sites/${site}/diagnostic-runs/${run}/resolve`);
  }

  private async all<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let after: string | undefined; ;) {
      const from = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
      const page: Page<Item> = await this.request('GET', `${path}&limit=${pageSize}${from}`);
      items.push(...page.items);
      if (page.next === undefined) return items;
      after = page.next;
    }
  }

  private async request<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const headers = {
      ...(this.token !== '' && { authorization: `Bearer ${this.token}` }),
      ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const signal = AbortSignal.timeout(patience);
    const sent = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) };
    const { response, text } = await this.answer(path, sent);
    if (!response.ok) throw new ApiRefused(explain(response.status, text));
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch (cause) {
      throw new ApiRefused(`${this.url} does not answer like the admin gateway.`, { cause });
    }
  }

  /** The whole answer: one that breaks off is none. */
  private async answer(path: string, asked: RequestInit): Promise<Readonly<{ response: Response; text: string }>> {
    try {
      const response = await fetch(new URL(`/api/v1/${path}`, this.url), asked);
      return { response, text: await response.text() };
    } catch (cause) {
      throw new ApiRefused(`${this.url} does not answer.`, { cause });
    }
  }
}

function explain(status: number, text: string): string {
  try {
    const { code, detail } = JSON.parse(text) as Readonly<{ code?: string; detail?: string }>;
    return `${detail ?? 'The request was refused.'} (${code ?? status})`;
  } catch {
    return `The request was refused with status ${status}.`;
  }
}
