import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';

const fewMasters: DiagnosticKind<[nodes: number, replication: number, masters: number]> = {
  code: 'TSK5108',
  mnemonic: 'E_REDIS_NODES',
  severity: 'error',
  title: 'Redis Cluster with too few masters',
  message: (nodes, replication, masters) =>
    `${nodes} nodes of which ${replication} are replicas leave ${masters === 1 ? '1 master' : `${Math.max(masters, 0)} masters`}, and Redis Cluster needs at least 3.`,
};

const reading: DiagnosticKind<[nodes: number, replication: number, masters: number, needed: number]> = {
  code: 'TSK5143',
  mnemonic: 'I_REDIS_REPLICATION',
  severity: 'info',
  title: 'Replicas counted in all',
  message: (nodes, replication, masters, needed) =>
    `${nodes} nodes with \`replication = ${replication}\` are taken as ${masters} masters and ${replication} replicas in all; as ${replication} for each master, which is what redis-cli counts, Redis Cluster would need ${needed} nodes.`,
};

const bare: DiagnosticKind<[masters: number, replication: number, bare: number]> = {
  code: 'TSK5144',
  mnemonic: 'W_REDIS_NO_REPLICA',
  severity: 'warning',
  title: 'Redis masters without a replica',
  message: (masters, replication, without) =>
    `${masters} masters share ${replication} replicas, so ${without} of them have none: when one of these fails, its part of the keys is gone and the cluster stops.`,
};

/** Redis Cluster needs a majority of masters to notice that one has failed, and so refuses to be made with fewer than three. */
const fewestMasters = 3;

/** Numbers of nodes and replicas that Redis Cluster refuses, that can be read in two ways, or that leave a master alone. */
export const redisCluster: Check = {
  kinds: [fewMasters, reading, bare],
  *find({ plan }: CheckContext): Generator<Diagnostic> {
    const { enabled, nodes: nodesLeaf, replication: replicationLeaf } = plan.cache.redisCluster;
    const [nodes, replication] = [known(nodesLeaf), known(replicationLeaf)];
    const place = firstPlace(nodesLeaf, replicationLeaf);
    if (!isOn(enabled) || nodes === undefined || replication === undefined || place === undefined) return;
    const masters = nodes - replication;
    const related = relate([replicationLeaf, 'the replicas']);
    const asEach = fewestMasters * (replication + 1);
    if (masters < fewestMasters) yield report(fewMasters, place, [nodes, replication, masters], { related });
    else if (masters > replication)
      yield report(bare, place, [masters, replication, masters - replication], { related });
    else if (nodes < asEach) yield report(reading, place, [nodes, replication, masters, asEach], { related });
  },
};
