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
    applies: ({ strategy }) => strategy !== 'horizontal_auto_scaling',
    text: ({ strategy }) => `The strategy ${strategy} is configured; this build changes the number of instances only.`,
  },
  {
    pointer: '/vertical/enabled',
    applies: ({ strategy, vertical }) => strategy === 'horizontal_auto_scaling' && vertical.enabled,
    text: () => 'Vertical scaling is configured; this build changes the number of instances only.',
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
    applies: ({ cache }) => cache.redisCluster.enabled || cache.provider === 'redis_cluster',
    text: () => 'redis_cluster is configured; this build uses memory.',
  },
  {
    pointer: '/cache/memcached/enabled',
    applies: ({ cache }) => cache.memcached.enabled || cache.provider === 'memcached',
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
  return scaling.metrics.flatMap(({ name, enabled }, index) =>
    !enabled || signals.some((signal) => signal.name === name)
      ? []
      : [
          {
            pointer: `/scaling/metrics/${index}`,
            text: `The signal ${name} is configured; this build does not measure it, so it has no say.`,
          },
        ],
  );
}
