import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from './check.ts';

const kind: DiagnosticKind<[nodes: number, replication: number, masters: number]> = {
  code: 'TSK5108',
  mnemonic: 'E_REDIS_NODES',
  severity: 'error',
  title: 'Redis Cluster with too few masters',
  message: (nodes, replication, masters) =>
    `${nodes} nodes of which ${replication} are replicas leave ${Math.max(masters, 0)} masters, and Redis Cluster needs at least 3.`,
};

/** Redis Cluster needs a majority of masters to notice that one has failed, and so refuses to be made with fewer than three. */
const fewestMasters = 3;

/** A number of nodes and replicas that Redis Cluster refuses. */
export const redisCluster: Check = {
  kinds: [kind],
  *find({ plan }: CheckContext) {
    const { enabled, nodes: nodesLeaf, replication: replicationLeaf } = plan.cache.redisCluster;
    const [nodes, replication] = [known(nodesLeaf), known(replicationLeaf)];
    const place = firstPlace(nodesLeaf, replicationLeaf);
    if (!isOn(enabled) || nodes === undefined || replication === undefined || place === undefined) return;
    const masters = nodes - replication;
    if (masters >= fewestMasters) return;
    yield report(kind, place, [nodes, replication, masters], { related: relate([replicationLeaf, 'the replicas']) });
  },
};
