import type { Metadata, sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import featuresService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import gossipService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import streamsService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import appendService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import type appends from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import type { AppendLimits } from './append-records.js';
import { appendRecords, defaultLimits, notLeaderNode } from './append-records.js';
import { followEvents } from './follow-events.js';
import { failure, notLeaderFailure } from './grpc-errors.js';
import type { Member } from './gossip-answer.js';
import { gossipOf } from './gossip-answer.js';
import { readEvents } from './read-events.js';
import type { ReadAnswer } from './read-messages.js';
import type { LogRecord } from './stored-log.js';
import { StoredLog } from './stored-log.js';
import type { TcpGate } from './tcp-gate.js';
import { openGate } from './tcp-gate.js';

/** What the server does wrong, changed at any time. */
export type Misbehaviour = {
  /** Asked before each append is looked at; the append waits for it. */
  beforeAppend?: () => Promise<void>;
  /** Asked after each append that was stored: is its answer lost, silently or with the connection? */
  losesAnswer?: () => 'silently' | 'with the connection' | undefined;
  /** Goes on with a request whose caller has given up waiting: it arrives, late. */
  finishesLate?: boolean;
  /** The node is a follower: it reads, unless the reader wants the leader, and takes no appends. */
  isFollower?: boolean;
};

/** How the server is set up. */
export type ProtocolServerOptions = Readonly<{
  /** What it says it is; before 26.1 it knows no AppendRecords. */
  version?: string;
  limits?: AppendLimits;
  /** What is stored already, and shared with other nodes; nothing unless told. */
  log?: StoredLog;
  /** The cluster as this node knows it; it is alone unless told. */
  members?: () => readonly Member[];
  /** Encrypted, and only for this user; open to everybody without. */
  tls?: Readonly<{ key: Buffer; certificate: Buffer; username: string; password: string }>;
}>;

/** A node that speaks KurrentDB's protocol, in this process. */
export interface ProtocolServer extends AsyncDisposable {
  readonly port: number;
  readonly misbehaviour: Misbehaviour;
  /** How many subscriptions are open. */
  readonly followers: number;
  /** Requests to append that came in, those that were refused included. */
  readonly appendsSeen: number;
  /** Messages written to subscriptions, each when there was room for it. */
  readonly messagesSent: number;
  recordsOf(stream: string): readonly LogRecord[];
  tamper(id: string, data: string): void;
  /** Breaks every connection. */
  cut(): void;
  /** Ends every subscription as if it were over. */
  endFollowers(): void;
  /** Stops answering; what was stored stays, and is there after {@link ProtocolServer.start}. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts a node on a free port of 127.0.0.1. */
export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const node = new Node(options);
  await node.listen();
  return node;
}

type Following = ServerWritableStream<InstanceType<typeof streams.ReadReq>, ReadAnswer>;

class Node implements ProtocolServer {
  readonly misbehaviour: Misbehaviour = {};
  appendsSeen = 0;
  messagesSent = 0;
  readonly #log: StoredLog;
  readonly #server = new Server();
  readonly #following = new Set<Following>();
  readonly #options: ProtocolServerOptions;
  #gate!: TcpGate;

  constructor(options: ProtocolServerOptions) {
    this.#options = options;
    const {
      version = '26.1.0',
      log = new StoredLog(),
      members = () => [{ port: this.port, isLeader: true }],
    } = options;
    this.#log = log;
    this.#server.addService(gossipService.GossipService, {
      read: (_call: unknown, answer: sendUnaryData<unknown>) => answer(null, gossipOf(members())),
    });
    this.#server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<unknown>) => answer(null, methodsOf(version)),
    });
    this.#server.addService(streamsService.StreamsService, { read: (call: Following) => void this.#read(call) });
    if (!knowsAppendRecords(version)) return;
    this.#server.addService(appendService.StreamsServiceService, {
      appendRecords: (call: AppendCall, answer: AppendAnswer) => void this.#append(call, answer),
    });
  }

  get port(): number {
    return this.#gate.port;
  }

  get followers(): number {
    return this.#following.size;
  }

  async listen(): Promise<void> {
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync('127.0.0.1:0', credentialsOf(this.#options), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    this.#gate = await openGate(() => port);
  }

  recordsOf(stream: string): readonly LogRecord[] {
    return this.#log.of(stream);
  }

  tamper(id: string, data: string): void {
    this.#log.tamper(id, new TextEncoder().encode(data));
  }

  cut(): void {
    this.#gate.cut();
  }

  endFollowers(): void {
    for (const call of this.#following) call.end();
  }

  stop(): Promise<void> {
    return this.#gate.close();
  }

  start(): Promise<void> {
    return this.#gate.open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#gate.close();
    this.#server.forceShutdown();
  }

  #authenticate(metadata: Metadata): void {
    const { tls } = this.#options;
    if (!tls) return;
    const expected = `Basic ${Buffer.from(`${tls.username}:${tls.password}`).toString('base64')}`;
    if (metadata.get('authorization')[0] !== expected) throw failure(status.UNAUTHENTICATED, 'Not authenticated');
  }

  async #append(call: AppendCall, answer: AppendAnswer): Promise<void> {
    this.appendsSeen += 1;
    try {
      this.#authenticate(call.metadata);
      await this.misbehaviour.beforeAppend?.();
      if (this.misbehaviour.isFollower) throw notLeaderNode();
      // A request whose caller has given up is not looked at any more.
      if (call.cancelled && !this.misbehaviour.finishesLate) return;
      const response = appendRecords(this.#log, this.#options.limits ?? defaultLimits, call.request);
      const lost = this.misbehaviour.losesAnswer?.();
      if (lost === 'with the connection') this.cut();
      if (!lost) answer(null, response);
    } catch (error) {
      answer(error as Error);
    }
  }

  async #read(call: Following): Promise<void> {
    try {
      this.#authenticate(call.metadata);
      const options = call.request.getOptions()!;
      if (!options.hasUuidOption()) throw failure(status.INVALID_ARGUMENT, "'uuidOption' is a required argument");
      const wantsLeader = call.metadata.get('requires-leader')[0] === 'true';
      if (this.misbehaviour.isFollower && wantsLeader) throw notLeaderFailure();
      if (options.hasSubscription()) return await this.#follow(call);
      for (const message of readEvents(this.#log, options)) await send(call, message);
      call.end();
    } catch (error) {
      call.emit('error', error);
    }
  }

  async #follow(call: Following): Promise<void> {
    this.#following.add(call);
    let wake = Promise.withResolvers<void>();
    const grow = (): void => {
      wake.resolve();
      wake = Promise.withResolvers();
    };
    this.#log.grown.add(grow);
    for (const event of ['cancelled', 'close', 'finish']) call.once(event, grow);
    try {
      await followEvents({
        log: this.#log,
        options: call.request.getOptions()!,
        send: async (message) => {
          this.messagesSent += 1;
          await send(call, message);
        },
        grown: () => wake.promise,
        gone: () => isOver(call),
      });
    } finally {
      this.#log.grown.delete(grow);
      this.#following.delete(call);
    }
  }
}

type AppendCall = ServerUnaryCall<
  InstanceType<typeof appends.AppendRecordsRequest>,
  InstanceType<typeof appends.AppendRecordsResponse>
>;
type AppendAnswer = sendUnaryData<InstanceType<typeof appends.AppendRecordsResponse>>;

const credentialsOf = ({ tls }: ProtocolServerOptions): ServerCredentials =>
  tls
    ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
    : ServerCredentials.createInsecure();

/** At the reader's pace. */
async function send(call: Following, message: ReadAnswer): Promise<void> {
  if (isOver(call) || call.write(message)) return;
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      for (const event of awaited) call.off(event, goOn);
      resolve();
    };
    for (const event of awaited) call.on(event, goOn);
  });
}

const awaited = ['drain', 'cancelled', 'close'] as const;
const isOver = (call: Following): boolean => call.cancelled || call.writableEnded || call.destroyed;

/** The service and method names in lower case, as the server lists them. */
function methodsOf(version: string): InstanceType<typeof features.SupportedMethods> {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(version);
  const list = (service: string, method: string): void => {
    answer.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(method));
  };
  list('event_store.client.streams.streams', 'read');
  list('kurrentdb.protocol.v2.streams.streamsservice', 'appendsession');
  if (knowsAppendRecords(version)) list('kurrentdb.protocol.v2.streams.streamsservice', 'appendrecords');
  return answer;
}

function knowsAppendRecords(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 26 || (major === 26 && minor >= 1);
}
