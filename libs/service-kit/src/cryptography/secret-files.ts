import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { kitSettings } from '../configuration/kit.settings.js';
import { placeFolder } from '../files/place-folder.js';
import { freshSecrets, secretBytes, secretNames, type SecretTexts } from './secret-texts.js';
import { writeDurably } from './write-durably.js';

/** Where one secret lies, and the variable that names the file. */
export type SecretFile = Readonly<{ variable: string; path: string }>;
/** The files of an installation's secrets; `created` is false when they were there before. */
export type SecretFiles = Readonly<{ created: boolean; files: readonly SecretFile[] }>;

const settingOf = { master: kitSettings.masterKey, index: kitSettings.indexKey, link: kitSettings.linkKey } as const;

/**
 * Writes the secrets that `ROLLCALL_…_FILE` variables name, a file each, mode 0600: all of them or none, and never over
 * anything. Secrets that are there already stay as they are. `given` are those of an installation, else new ones are made.
 * @throws ConfigurationError when the folder holds something else, or other secrets than those given.
 */
export async function createSecretFiles(folder: string, given?: SecretTexts): Promise<SecretFiles> {
  const target = resolve(folder);
  const secrets = given ?? freshSecrets();
  const created = await placeFolder(target, (draft) => {
    for (const name of secretNames) writeDurably(pathOf(draft, name), `${secrets[name]}\n`);
  });
  if (!created) refuseOthers(target, given);
  const files = secretNames.map((name) => ({ variable: `${settingOf[name].env}_FILE`, path: pathOf(target, name) }));
  return { created, files };
}

const pathOf = (folder: string, name: (typeof secretNames)[number]): string => join(folder, `${name}-key`);

function refuseOthers(folder: string, given: SecretTexts | undefined): void {
  for (const name of secretNames) {
    const text = textOf(pathOf(folder, name));
    if (secretBytes(text) === undefined) {
      throw new ConfigurationError(
        `${folder} holds something, but no usable ${name}-key: restore that file, or name a folder that does not exist yet.`,
      );
    }
    if (given && text !== given[name]) {
      throw new ConfigurationError(`${folder} holds the secrets of another installation: name another folder.`);
    }
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
