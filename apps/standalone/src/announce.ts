import type { FirstSignIn, FirstStartReport } from './first-start/first-start.js';

/** What the start tells whoever watches it: one line per step with a clock, and a box at the end. */
export class Announcer implements FirstStartReport {
  private readonly started = performance.now();
  private shown = 0;

  constructor(private readonly out: Pick<NodeJS.WriteStream, 'write'>) {}

  /** A step has begun. */
  step(what: string): void {
    this.shown = 0;
    this.line(what);
  }

  /** So many rows are in; a line now and then. */
  readonly imported = (applied: number, of: number): void => {
    if (applied === this.shown || (applied < of && applied - this.shown < 50)) return;
    this.shown = applied;
    this.line(`  ${applied}/${of} people`);
  };

  /** Everything runs: where it is, and who may sign in. */
  ready(place: Readonly<{ url: string; dataDir: string }>, first: FirstSignIn | undefined): void {
    const { url, dataDir } = place;
    if (url.startsWith('http:')) this.line(overHttp);
    this.out.write(
      boxed([
        `Rollcall is at      ${url}`,
        `Mailbox             ${url}/mailbox`,
        `API                 ${url}/api/docs`,
        `Data                ${dataDir}`,
        ...(first ? ['', `Sign in as          ${first.email}`] : []),
        ...(first?.oneTimePassword ? [`One-time password   ${first.oneTimePassword}   (shown this once)`] : []),
        '',
        'Ctrl-C stops; start again to continue; ROLLCALL_EXAMPLE=none for an empty one.',
      ]),
    );
  }

  private line(what: string): void {
    const seconds = ((performance.now() - this.started) / 1000).toFixed(1).padStart(6);
    this.out.write(`${seconds} s  ${what}\n`);
  }
}

/** Cookies are bound to a host over https only (DESIGN section 6). */
const overHttp =
  'plain http, for this machine only: the session cookie is a simple "sid"; others come by an https ROLLCALL_PUBLIC_URL';

function boxed(lines: readonly string[]): string {
  const width = Math.max(...lines.map(({ length }) => length));
  const edge = '─'.repeat(width + 2);
  return [`┌${edge}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${edge}┘`, ''].join('\n');
}
