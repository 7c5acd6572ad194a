import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KitConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { keyBytes } from './key-bytes.js';
import { freshSecrets, secretNames, type SecretTexts } from './secret-texts.js';
import { writeDurably } from './write-durably.js';

/** The keys of one installation, 32 bytes each. Losing `master` loses all personal data; `index` can never be changed. */
export type InstallationSecrets = Readonly<{
  /** Wraps the keys of personal data. */
  master: Buffer;
  /** Permanent: look-ups by login and email (KRN-03), and the namespace of derived ids. */
  index: Buffer;
  /** Keys of links in mails, by key id; new links use `currentLinkKey`. */
  link: ReadonlyMap<string, Buffer>;
  currentLinkKey: string;
}>;

const file = 'secrets.json';

/**
 * Takes the secrets from the configuration, else from the data folder, where a first start creates them: atomically,
 * mode 0600, never beside data that other secrets belong to.
 * @throws ConfigurationError when data exists and its secrets do not, or a secret is malformed.
 */
export function loadSecrets(configuration: KitConfiguration): InstallationSecrets {
  const given = { master: configuration.masterKey, index: configuration.indexKey, link: configuration.linkKey };
  const complete = secretNames.every((name) => given[name] !== undefined);
  const texts = complete ? (given as SecretTexts) : { ...stored(configuration.dataDir), ...defined(given) };
  return {
    master: keyBytes('ROLLCALL_MASTER_KEY', texts.master),
    index: keyBytes('ROLLCALL_INDEX_KEY', texts.index),
    link: new Map([['1', keyBytes('ROLLCALL_LINK_KEY', texts.link)]]),
    currentLinkKey: '1',
  };
}

const defined = (given: Readonly<Record<string, string | undefined>>): Partial<SecretTexts> =>
  Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));

function stored(folder: string): SecretTexts {
  const path = join(folder, file);
  if (!existsSync(path)) create(folder, path);
  return read(path);
}

/**
 * The secrets that an installation on the embedded engines made for itself.
 * @throws ConfigurationError when the folder has none.
 */
export function secretsIn(folder: string): SecretTexts {
  const path = join(folder, file);
  if (!existsSync(path))
    throw new ConfigurationError(`${folder} has no ${file}: name the data folder of an installation.`);
  return read(path);
}

function read(path: string): SecretTexts {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SecretTexts;
  } catch {
    throw new ConfigurationError(`${path} is damaged: restore it from a backup, the data cannot be read without it.`);
  }
}

function create(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (holdsData(folder)) {
    throw new ConfigurationError(
      `${folder} holds data but no ${file}: restore that file from a backup, or name an empty folder in ROLLCALL_DATA_DIR.`,
    );
  }
  const draft = join(folder, `${file}.${randomBytes(6).toString('hex')}`);
  writeDurably(draft, JSON.stringify(freshSecrets()));
  try {
    // A link fails where the name is taken: of two first starts at once, one creates and both read the same.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

const holdsData = (folder: string): boolean =>
  readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.sqlite'));
