import type { Member } from './gossip-answer.js';
import type { ProtocolServer } from './protocol-server.js';
import { startProtocolServer } from './protocol-server.js';
import { StoredLog } from './stored-log.js';

/** Nodes of one cluster: what one has stored, all have. */
export interface ProtocolCluster extends AsyncDisposable {
  readonly nodes: readonly ProtocolServer[];
  /** Makes a node the leader, and the others followers that know it. */
  elect(leader: number): void;
}

/** Starts so many nodes; the first one leads. */
export async function startProtocolCluster(size: number): Promise<ProtocolCluster> {
  const log = new StoredLog();
  const nodes: ProtocolServer[] = [];
  const members = (): readonly Member[] =>
    nodes.map(({ port, misbehaviour }) => ({ port, isLeader: !misbehaviour.isFollower }));
  while (nodes.length < size) nodes.push(await startProtocolServer({ log, members }));
  const elect = (leader: number): void => {
    for (const [index, { misbehaviour }] of nodes.entries()) misbehaviour.isFollower = index !== leader;
  };
  elect(0);
  return {
    nodes,
    elect,
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node[Symbol.asyncDispose]();
    },
  };
}
