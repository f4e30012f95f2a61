import type { Plan } from '@tsk/schemas/plan';
import { signals } from '../autoscale/signals/index.ts';

/** Something that a plan asks for and this build does otherwise, or not at all. */
export interface Notice {
  readonly text: string;
  /** JSON pointer of the plan value that asks for it. */
  readonly pointer: string;
}

interface Rule {
  readonly pointer: string;
  readonly applies: (plan: Plan) => boolean;
  readonly text: (plan: Plan) => string;
}

const rules: readonly Rule[] = [
  {
    pointer: '/platform',
    applies: ({ platform }) => platform !== 'local',
    text: ({ platform }) => `The platform ${platform} is configured; this build runs the instances itself.`,
  },
  {
    pointer: '/strategy',
    applies: ({ strategy, scaling }) => strategy === 'hybrid_scaling' && scaling.vertical === undefined,
    text: ({ strategy }) => `The strategy ${strategy} is configured; this build changes the number of instances only.`,
  },
  {
    pointer: '/strategy',
    applies: ({ strategy, scaling }) => strategy === 'vertical_scaling' && scaling.vertical === undefined,
    text: () =>
      'The strategy vertical_scaling is configured, and vertical scaling is off: neither the number nor the size of instances changes.',
  },
  {
    pointer: '/vertical/enabled',
    applies: ({ strategy, scaling }) => strategy === 'horizontal_auto_scaling' && scaling.vertical !== undefined,
    text: () =>
      'Vertical scaling is on, and the strategy changes the number of instances only: sizes are recommended, not applied.',
  },
  {
    pointer: '/vertical/autoAdjustment',
    applies: ({ strategy, scaling }) =>
      strategy !== 'horizontal_auto_scaling' && scaling.vertical?.mode === 'recommend',
    text: () => 'Automatic adjustment is off: sizes are recommended, not applied.',
  },
  {
    pointer: '/scaling/vertical',
    applies: ({ scaling: { vertical }, service }) =>
      vertical !== undefined &&
      vertical.mode !== 'recommend' &&
      (service.provider === 'static' ||
        (vertical.cgroup === null && vertical.workersVariable === null && !vertical.nodeHeap)),
    text: () =>
      'Sizes are to be applied, and nothing says how: they are recommended only. Name workers_variable, node_heap or cgroup of [auto_scaling.vertical].',
  },
  {
    pointer: '/scaling/minInstances',
    applies: ({ scaling, service }) => scaling.minInstances === 0 && service.provider === 'process',
    text: () => 'A minimum of 0 instances is configured; this build keeps one running.',
  },
  {
    pointer: '/balancing/provider',
    applies: ({ balancing }) => balancing.provider !== null && balancing.provider !== 'builtin',
    text: ({ balancing }) => `The load balancer ${balancing.provider} is configured; the built-in one is used.`,
  },
  {
    pointer: '/cache/redisCluster/enabled',
    applies: ({ cache: { provider, redisCluster } }) =>
      (redisCluster.enabled || provider === 'redis_cluster') &&
      redisCluster.provision === 'external' &&
      redisCluster.addresses.length === 0,
    text: () => 'redis_cluster is configured; this build uses memory.',
  },
  {
    pointer: '/cache/memcached/enabled',
    applies: ({ cache: { provider, memcached } }) =>
      (memcached.enabled || provider === 'memcached') && memcached.addresses.length === 0,
    text: () => 'memcached is configured; this build uses memory.',
  },
  {
    pointer: '/database/enabled',
    applies: ({ database }) => database.enabled,
    text: () => 'A database is configured; this build leaves databases to the service.',
  },
];

/** Every notice of a plan, in the order of the document; empty where the runtime does all that it asks for. */
export function listNotices(plan: Plan): readonly Notice[] {
  const general = rules
    .filter(({ applies }) => applies(plan))
    .map(({ pointer, text }) => ({ pointer, text: text(plan) }));
  return [...general, ...unmeasuredSignals(plan)];
}

function unmeasuredSignals({ scaling }: Plan): readonly Notice[] {
  return scaling.metrics.flatMap(({ name, enabled, source }, index) =>
    !enabled || source !== undefined || signals.some((signal) => signal.name === name)
      ? []
      : [
          {
            pointer: `/scaling/metrics/${index}`,
            text: `The signal ${name} is configured; this build does not measure it, so it has no say.`,
          },
        ],
  );
}
