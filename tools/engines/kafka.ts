import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineMissing } from './engine.js';
import { freePort, listens } from './free-port.js';
import { cacheFolder, dockerAnswers, hasProgram, runProgram } from './programs.js';
import type { ServerProcess } from './server-process.js';
import { startServer } from './server-process.js';
import type { TcpProxy } from './tcp-proxy.js';
import { startTcpProxy } from './tcp-proxy.js';

/** A single broker, of the version that production uses. */
export interface KafkaEngine extends Engine {
  /** `host:port`, the same after a restart. */
  readonly brokers: readonly string[];
  /** The same broker behind a connection that faults can be put on. */
  readonly proxied: readonly string[];
  readonly proxy: TcpProxy;
  /** Ends the broker as a crash does; what it has stored stays. */
  kill(): Promise<void>;
  /** Starts a killed broker again on its data; resolves when it answers. */
  restart(): Promise<void>;
}

const version = '4.1.1';
/** Kafka as production runs it. */
export const kafkaImage = `apache/kafka:${version}`;
const heap = ['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Kafka in Docker where that answers, otherwise the same broker from Maven Central; it needs Java 17 and Maven. */
export async function startKafka(): Promise<KafkaEngine | EngineMissing> {
  if (await dockerAnswers()) return startContainer();
  for (const program of ['java', 'mvn']) {
    if (!(await hasProgram(program))) return { missing: `neither a Docker engine nor the program ${program} is here` };
  }
  return startFromMaven(await broker());
}

/** Settings of a broker alone: it is its own controller, and waits for nobody. */
const settings = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT',
  'inter.broker.listener.name': 'PLAINTEXT',
  'offsets.topic.replication.factor': '1',
  // Fifty are made when the first group comes, each with files of its own.
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  // Tests wait for silent members to be noticed.
  'group.min.session.timeout.ms': '1000',
  'auto.create.topics.enable': 'false',
};

async function startContainer(): Promise<KafkaEngine> {
  // Loaded here only: it takes a second, and most machines without Docker never need it.
  const { GenericContainer, Wait } = await import('testcontainers');
  const [port, behindProxy] = [await freePort(), await freePort()];
  const proxy = await startTcpProxy(() => behindProxy);
  const environment = Object.entries({
    ...settings,
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093,PROXIED://:9094',
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},PROXIED://127.0.0.1:${proxy.port}`,
    'controller.quorum.voters': '1@127.0.0.1:9093',
  }).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]);
  const container = await new GenericContainer(kafkaImage)
    // What is advertised must be known before it starts, and stay the same when it starts again.
    .withExposedPorts({ container: 9092, host: port }, { container: 9094, host: behindProxy })
    .withEnvironment(Object.fromEntries(environment) as Record<string, string>)
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return {
    runsOn: `${kafkaImage} in Docker`,
    ...{ brokers: [`127.0.0.1:${port}`], proxied: [`127.0.0.1:${proxy.port}`], proxy },
    kill: () => container.stop({ remove: false, removeVolumes: false, timeout: 0 }).then(() => undefined),
    restart: () => container.restart(),
    [Symbol.asyncDispose]: async () => {
      await container.stop();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

async function startFromMaven(jars: string): Promise<KafkaEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-kafka-'));
  const [port, controller, behindProxy] = [await freePort(), await freePort(), await freePort()];
  const proxy = await startTcpProxy(() => behindProxy);
  const properties = Object.entries({
    ...settings,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller},PROXIED://127.0.0.1:${behindProxy}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},PROXIED://127.0.0.1:${proxy.port}`,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'log.dirs': join(folder, 'data'),
  });
  const file = join(folder, 'server.properties');
  await writeFile(file, properties.map(([name, value]) => `${name}=${value}\n`).join(''));
  const java = (main: string, ...args: readonly string[]) => [...heap, '-cp', join(jars, '*'), main, ...args];
  const id = 'cm9sbGNhbGwtdGVzdC0tMQ';
  const formatted = await runProgram('java', java('kafka.tools.StorageTool', 'format', '-t', id, '-c', file));
  if (formatted.code !== 0) throw new Error(`Kafka's storage could not be formatted:\n${formatted.output}`);
  const start = (): Promise<ServerProcess> =>
    startServer({
      ...{ command: 'java', args: java('kafka.Kafka', file), log: join(folder, 'broker.log'), within: 60_000 },
      answers: () => listens(port),
    });
  let server = await start();
  return {
    runsOn: `Kafka ${version} from Maven Central, process ${server.pid}`,
    ...{ brokers: [`127.0.0.1:${port}`], proxied: [`127.0.0.1:${proxy.port}`], proxy },
    kill: () => server.kill(),
    restart: async () => {
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await server.kill();
      await proxy[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder with the broker's jars, fetched once. */
async function broker(): Promise<string> {
  const folder = join(cacheFolder, `kafka-${version}`);
  if ((await readdir(folder).catch(() => [])).length > 0) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const fetching = await mkdtemp(`${folder}-`);
  const pom = join(import.meta.dirname, 'kafka/pom.xml');
  const into = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fetching}`];
  const fetched = await runProgram('mvn', ['-B', '-q', '-f', pom, ...into]);
  if (fetched.code !== 0) throw new Error(`Kafka could not be fetched:\n${fetched.output}`);
  // Whoever fetched it at the same time got the same.
  await rename(fetching, folder).catch(() => rm(fetching, { recursive: true }));
  return folder;
}
