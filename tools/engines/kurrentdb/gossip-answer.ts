import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import { randomUUID } from 'node:crypto';

/** What a node knows of another one. */
export type Member = Readonly<{ port: number; isLeader: boolean }>;

/** The answer to whoever asks a node for its cluster. */
export function gossipOf(members: readonly Member[]): InstanceType<typeof gossip.ClusterInfo> {
  const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
  const infos = members.map(({ port, isLeader }) =>
    new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(randomUUID()))
      .setTimeStamp(`${Date.now()}0000`)
      .setState(isLeader ? LEADER : FOLLOWER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
  );
  return new gossip.ClusterInfo().setMembersList(infos);
}
