import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionFacet } from '@rollcall/contracts';
import type { Logger } from 'pino';
import { Installer, StepRefused } from './first-start/installer.js';
import type { Standalone } from './standalone.js';

/** How often it is looked whether the token still works, ms: it also ends when its owner changes the password. */
const lookEvery = 10_000;

type Installed = Pick<Standalone, 'configuration' | 'engines' | 'gateway' | 'quiet'>;

/**
 * Leaves a token for the command line in the data folder, mode 0600: whoever may read the folder may act as the first
 * Admin anyway. One that is there and works for half of its time yet is left; another one is ended. An Admin who has not
 * accepted their invitation yet gets none.
 */
export async function leaveToken(standalone: Installed): Promise<void> {
  const installer = new Installer(standalone);
  const { dataDir } = standalone.configuration;
  const accountId = await textOf(join(dataDir, 'first-admin'));
  if (accountId === undefined) return;
  const now = standalone.engines.shared.clock.now();
  const before = await textOf(join(dataDir, 'token'));
  const sessionId = before === undefined ? undefined : installer.cryptography.digest(before);
  const session = sessionId === undefined ? undefined : await sessionOf(installer, sessionId);
  if (session?.open && session.accountId === accountId && isYoung(session, now)) return;
  const issued = await installer.send<{ token: string } | undefined>(
    ...(['post', 'identity', '/operator/tokens', `token ${now.toISOString()}`] as const),
    { body: { accountId }, ignore: ['not-found'] },
  );
  if (!issued) return;
  const draft = join(dataDir, 'token.draft');
  await writeFile(draft, issued.token, { mode: 0o600 });
  await rename(draft, join(dataDir, 'token'));
  if (session?.open) await installer.send('delete', 'identity', `/sessions/${sessionId}`, `end ${sessionId}`);
}

/** Keeps the token working until `over`; what stands in the way is logged and tried again. */
export async function keepToken(
  standalone: Installed,
  { over, logger, every = lookEvery }: Readonly<{ over: AbortSignal; logger: Logger; every?: number }>,
): Promise<void> {
  const { clock } = standalone.engines.shared;
  for (;;) {
    await clock.sleepUntil(new Date(clock.now().getTime() + every), over);
    if (over.aborted) return;
    await leaveToken(standalone).catch((error: unknown) => {
      if (!over.aborted) logger.warn({ err: error }, 'the token for the command line could not be renewed');
    });
  }
}

type Session = SessionFacet & Readonly<{ open: boolean }>;

async function sessionOf(installer: Installer, sessionId: string): Promise<Session | undefined> {
  try {
    return await installer.ask<Session>('identity', `/sessions/${sessionId}`);
  } catch (error) {
    if (error instanceof StepRefused && error.code === 'not-found') return undefined;
    throw error;
  }
}

const isYoung = ({ startedAt, expiresAt }: SessionFacet, now: Date): boolean =>
  now.getTime() < (Date.parse(startedAt) + Date.parse(expiresAt)) / 2;

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
