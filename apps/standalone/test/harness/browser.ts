import type { Json } from './public-door.js';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const webApp = fileURLToPath(new URL('../../../admin-ui/', import.meta.url));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quiet = ['--disable-background-networking', '--disable-component-update'];

/** Chromium on this machine: ROLLCALL_CHROMIUM, else the first one in PATH. */
export function chromiumPath(): string | undefined {
  const named = process.env['ROLLCALL_CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path));
}

/** Builds the web app from its sources, where the gateway serves it from. */
export async function buildWebApp(): Promise<void> {
  const vite = join(webApp, 'node_modules', '.bin', 'vite');
  await promisify(execFile)(process.execPath, [vite, 'build'], { cwd: webApp });
}

/** Starts the browser. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath()!, args: [...flags, ...quiet] });

/** Somebody at a window of their own; what their console complains about is kept. */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly screenshots: string,
  ) {}

  static async arrive(browser: Browser, baseURL: string, screenshots: string): Promise<Visitor> {
    await mkdir(screenshots, { recursive: true });
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const visitor = new Visitor(page, context, screenshots);
    page.on('pageerror', (error) => visitor.complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') visitor.complaints.push(`${message.text()} ${message.location().url}`);
    });
    return visitor;
  }

  /** Keeps what is shown, wide and narrow, and answers what axe finds wrong with it. */
  async inspect(name: string): Promise<readonly string[]> {
    const { page } = this;
    for (const width of [900, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(this.screenshots, `${name}-${width}.png`) });
    }
    const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
    const { violations } = await page.evaluate<Json>(`${axe}; axe.run(document, { iframes: false })`);
    return violations.map(
      ({ id, nodes }: Json) => `${name}: ${id} at ${nodes.map(({ target }: Json) => target).join(', ')}`,
    );
  }

  /** Signs in where the sign-in page is open; what comes of it is for the caller to wait for. */
  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
