import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../run-tool.js';

/** The parts of a compose service that are looked at here. */
export type ComposeService = Readonly<{
  image: string;
  build?: Readonly<{ args: Readonly<{ APP: string }> }>;
  command?: readonly string[];
  entrypoint?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  networks?: readonly string[];
  network_mode?: string;
  ports?: readonly string[];
  volumes?: readonly string[];
  depends_on?: Readonly<Record<string, Readonly<{ condition: string }>>>;
  healthcheck?: Readonly<{ test: readonly string[] }>;
  read_only?: boolean;
  cap_drop?: readonly string[];
  security_opt?: readonly string[];
}>;
/** The compose file, its anchors resolved. */
export type ComposeFile = Readonly<{
  services: Readonly<Record<string, ComposeService>>;
  networks: Readonly<Record<string, Readonly<{ internal?: boolean }>>>;
  volumes: Readonly<Record<string, object>>;
}>;

/** Where the compose file lies. */
export const composePath = join(root, 'docker-compose.yml');

/** Reads the compose file. */
export const readComposeFile = async (): Promise<ComposeFile> =>
  parse(await readFile(composePath, 'utf8'), { merge: true }) as ComposeFile;
