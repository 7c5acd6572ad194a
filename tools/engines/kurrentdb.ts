import type { Engine } from './engine.js';
import { startProtocolServer } from './kurrentdb/protocol-server.js';
import { dockerAnswers } from './programs.js';

/** A single node without encryption, whose data end with it. */
export interface KurrentEngine extends Engine {
  readonly node: string;
  /** Replaces the data of a stored event; a real server keeps them to itself. */
  readonly tamper?: (id: string, data: string) => void;
}

/** KurrentDB as production runs it. */
export const kurrentImage = 'kurrentplatform/kurrentdb:26.1';

/** KurrentDB in Docker where that answers, otherwise a server in this process that speaks its protocol. */
export async function startKurrent(): Promise<KurrentEngine> {
  return (await dockerAnswers()) ? startContainer() : startInProcess();
}

async function startContainer(): Promise<KurrentEngine> {
  // Loaded here only: it takes a second, and most machines without Docker never need it.
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(kurrentImage)
    .withExposedPorts(2113)
    .withEnvironment({ KURRENTDB_INSECURE: 'true', KURRENTDB_MEM_DB: 'true', KURRENTDB_RUN_PROJECTIONS: 'None' })
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
    .start();
  return {
    runsOn: `${kurrentImage} in Docker`,
    node: `${container.getHost()}:${container.getMappedPort(2113)}`,
    [Symbol.asyncDispose]: () => container.stop().then(() => undefined),
  };
}

async function startInProcess(): Promise<KurrentEngine> {
  const server = await startProtocolServer();
  return {
    runsOn: `a server in this process that speaks its protocol, port ${server.port}: tools/engines/kurrentdb/README.md`,
    node: `127.0.0.1:${server.port}`,
    tamper: (id, data) => server.tamper(id, data),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
