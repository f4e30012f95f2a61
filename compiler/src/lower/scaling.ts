import type { MetricPlan, MetricSourcePlan, PredictivePlan, ScalingPlan, ScalingPolicyPlan } from '@tsk/schemas/plan';
import { byDefault, type Draft, derive, known, type Leaf } from './draft.ts';
import { lowerPace, paceKeys } from './scaling-pace.ts';
import { lowerSlo } from './scaling-slo.ts';
import { lowerSteps } from './scaling-steps.ts';
import { lowerStrategy, lowerVertical } from './scaling-vertical.ts';
import type { Settings } from './settings.ts';

const horizontal = 'scalability_architecture.scaling.horizontal';

const scorings: readonly ScalingPlan['scoring'][] = [
  'weighted_excess',
  'pressure',
  'threshold_step',
  'hpa',
  'kpa',
  'target_tracking',
  'step',
  'slo',
  'auto',
];

/** Instances that scaling may reach where nothing says how many. */
const defaultMaximum = 10;

/** Lowers `[auto_scaling]`, over what `[scalability_architecture.scaling]` says of it at a glance. */
export function lowerScaling(settings: Settings, staticCount: number | undefined): Draft<ScalingPlan> {
  const switched = settings.switchOf(['auto_scaling', horizontal], false);
  // Where only sizes change, the number of instances does not.
  const enabled = known(lowerStrategy(settings)) === 'vertical_scaling' ? byDefault(false) : switched;
  const bounds = lowerBounds(settings, known(enabled) === false, staticCount);
  const thresholdStep = {
    cpuRatio: settings.number([`${horizontal}.target_cpu`], 0.7),
    memoryRatio: settings.number([`${horizontal}.target_memory`], 0.8),
  };
  const strategy = settings.choice(['auto_scaling.strategy'], ['reactive', 'predictive'], 'reactive');
  const metrics = lowerMetrics(settings);
  const scaled = metrics.length > 0 ? metrics : metricsOfTargets(thresholdStep);
  const scoring = settings.choice(
    ['auto_scaling.scoring'],
    scorings,
    settings.keysOf('auto_scaling').length > 0 ? 'weighted_excess' : 'threshold_step',
  );
  const steps = lowerSteps(settings);
  const vertical = lowerVertical(settings);
  return {
    enabled: staticCount === undefined ? enabled : byDefault(false),
    strategy,
    scoring,
    intervalMs: settings.number(['auto_scaling.monitoring_interval'], 60_000),
    ...bounds,
    metrics: scaled,
    scaleUp: lowerPolicy(settings, 'scale_up', bounds, scaled),
    scaleDown: lowerPolicy(settings, 'scale_down', bounds, scaled),
    predictive: lowerPredictive(settings, strategy),
    thresholdStep,
    stateFile: settings.string(['auto_scaling.state_file'], null),
    ...(known(scoring) === 'slo' || known(scoring) === 'auto' ? { slo: lowerSlo(settings) } : {}),
    ...(vertical === undefined ? {} : { vertical }),
    ...(steps.length > 0 ? { steps } : {}),
  };
}

type Bounds = Pick<Draft<ScalingPlan>, 'minInstances' | 'maxInstances'>;

/** The lower bound is what scaling down keeps to, the upper bound what scaling up keeps to. */
function lowerBounds(settings: Settings, fixed: boolean, staticCount: number | undefined): Bounds {
  if (staticCount !== undefined)
    return { minInstances: byDefault(staticCount), maxInstances: byDefault(Math.max(staticCount, 1)) };
  const policies = 'auto_scaling.policies';
  const minInstances = settings.number(
    [
      'auto_scaling.min_instances',
      `${policies}.scale_down.min_instances`,
      `${policies}.scale_up.min_instances`,
      `${horizontal}.min_instances`,
    ],
    1,
  );
  const maxInstances = settings.number(
    [
      'auto_scaling.max_instances',
      `${policies}.scale_up.max_instances`,
      `${policies}.scale_down.max_instances`,
      `${horizontal}.max_instances`,
    ],
    undefined,
  );
  const least = Math.max(known(minInstances) ?? 1, 1);
  const fallback = fixed ? least : Math.max(least, defaultMaximum);
  return { minInstances, maxInstances: derive(maxInstances, (value) => value ?? fallback) };
}

function lowerPolicy(
  settings: Settings,
  direction: 'scale_up' | 'scale_down',
  bounds: Bounds,
  metrics: readonly Draft<MetricPlan>[],
): Draft<ScalingPolicyPlan> {
  const table = `auto_scaling.policies.${direction}`;
  const up = direction === 'scale_up';
  const threshold = settings.number([`${table}.threshold`], null);
  return {
    cooldownMs: settings.number(
      [`${table}.cooldown_period`, `${horizontal}.${direction}_cooldown`],
      up ? 300_000 : 600_000,
    ),
    minInstances: orElse(settings.number([`${table}.min_instances`], undefined), bounds.minInstances),
    maxInstances: orElse(settings.number([`${table}.max_instances`], undefined), bounds.maxInstances),
    factor: settings.number([`${table}.scale_factor`], up ? 1.5 : 0.5),
    threshold: derive(threshold, (value) => inUnitOf(forecastMetric(metrics), value)),
    ...(paceKeys.some((key) => settings.isWritten(`${table}.${key}`)) ? { pace: lowerPace(settings, table) } : {}),
  };
}

function orElse<T>(leaf: Leaf<T | undefined>, other: Leaf<T>): Leaf<T> {
  return leaf.value === undefined ? other : (leaf as Leaf<T>);
}

/** Forecasts are made of the first signal that takes part. */
function forecastMetric(metrics: readonly Draft<MetricPlan>[]): Draft<MetricPlan> | undefined {
  return metrics.find(({ enabled }) => known(enabled) !== false);
}

/** A threshold above 1 for a share is a percentage, as it is for the share's own thresholds. */
function inUnitOf(metric: Draft<MetricPlan> | undefined, threshold: number | null): number | null {
  const isShare = metric !== undefined && known(metric.unit) === 'ratio';
  return isShare && threshold !== null && threshold > 1 ? threshold / 100 : threshold;
}

/** Without a table of its own, forecasting follows the strategy. */
function lowerPredictive(settings: Settings, strategy: Draft<ScalingPlan['strategy']>): Draft<PredictivePlan> {
  const table = 'auto_scaling.predictive';
  const enabled = settings.switchOf([table], false);
  return {
    enabled: enabled.place === undefined ? derive(strategy, (name) => name === 'predictive') : enabled,
    algorithm: settings.choice(
      [`${table}.algorithm`],
      ['linear_regression', 'moving_average', 'exponential_smoothing', 'holt_winters', 'seasonal_naive', 'auto'],
      'linear_regression',
    ),
    windowMs: settings.number([`${table}.prediction_window`], 3_600_000),
    confidence: settings.number([`${table}.confidence_threshold`], 0.8),
    horizonMs: settings.number([`${table}.horizon`], null),
  };
}

interface MetricKind {
  readonly unit: MetricPlan['unit'];
  readonly high: number;
  readonly low: number;
  /** The key of the architecture's `horizontal` that speaks of the same. */
  readonly target?: string;
}

const metricKinds: Readonly<Record<MetricPlan['name'], MetricKind>> = {
  cpu_utilization: { unit: 'ratio', high: 0.7, low: 0.3, target: 'target_cpu' },
  memory_utilization: { unit: 'ratio', high: 0.8, low: 0.4, target: 'target_memory' },
  request_rate: { unit: 'perSecond', high: 1000, low: 100 },
  response_time: { unit: 'ms', high: 2000, low: 500 },
  response_time_p50: { unit: 'ms', high: 2000, low: 500 },
  response_time_p95: { unit: 'ms', high: 2000, low: 500 },
  response_time_p99: { unit: 'ms', high: 2000, low: 500 },
  error_rate: { unit: 'ratio', high: 0.05, low: 0 },
  queue_length: { unit: 'count', high: 100, low: 10 },
  connections: { unit: 'count', high: 1000, low: 100 },
};

function lowerMetrics(settings: Settings): readonly Draft<MetricPlan>[] {
  return settings
    .keysOf('auto_scaling.metrics')
    .filter(isMetricName)
    .map((name) => lowerMetric(settings, name));
}

function lowerMetric(settings: Settings, name: MetricPlan['name']): Draft<MetricPlan> {
  const table = `auto_scaling.metrics.${name}`;
  const { unit, high, low, target } = metricKinds[name];
  return {
    name: byDefault(name),
    enabled: settings.switchOf([table], true),
    unit: byDefault(unit),
    high: settings.number(
      [`${table}.threshold_high`, ...(target === undefined ? [] : [`${horizontal}.${target}`])],
      high,
    ),
    low: settings.number([`${table}.threshold_low`], low),
    weight: settings.number([`${table}.weight`], 1),
    ...(settings.isWritten(`${table}.source`) ? { source: lowerSource(settings, table, name) } : {}),
  };
}

/** Without a series, that of the signal's own name. */
function lowerSource(settings: Settings, table: string, name: MetricPlan['name']): Draft<MetricSourcePlan> {
  return {
    url: settings.string([`${table}.source`], ''),
    series: settings.string([`${table}.series`], name),
    timeoutMs: settings.number([`${table}.source_timeout`], 2000),
    scale: settings.number([`${table}.source_scale`], 1),
  };
}

function isMetricName(name: string): name is MetricPlan['name'] {
  return Object.hasOwn(metricKinds, name);
}

/** Without metrics of its own, scaling looks at what the targets at a glance speak of. */
function metricsOfTargets({
  cpuRatio,
  memoryRatio,
}: Draft<ScalingPlan['thresholdStep']>): readonly Draft<MetricPlan>[] {
  const metric = (name: MetricPlan['name'], target: Leaf<number>): Draft<MetricPlan> => ({
    name: byDefault(name),
    enabled: byDefault(true),
    unit: byDefault('ratio'),
    high: target,
    low: derive(target, (value) => value / 2),
    weight: byDefault(1),
  });
  return [metric('cpu_utilization', cpuRatio), metric('memory_utilization', memoryRatio)];
}
