import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Decision, Signals } from '../autoscale/policies/policy.ts';
import type { RequestObservation } from './observation.ts';

/** Figures that are read when somebody asks for the metrics. */
export interface MetricSources {
  /** State and load of every backend. */
  readonly backends: () => readonly { readonly state: string; readonly inFlight: number }[];
  readonly desiredInstances: () => number;
  /** The signals of the last evaluation; empty before the first. */
  readonly signals: () => Signals;
  /** Figures of the cache by name, such as `hits`; empty where nothing is cached. */
  readonly cache: () => Readonly<Record<string, number>>;
  /** Requests that limits have refused, by the name of the limit; none where it is left out. */
  readonly refused?: () => Readonly<Record<string, number>>;
  /** Requests that wait for an instance; none where it is left out. */
  readonly waiting?: () => number;
}

/** What is counted, in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  observeRequest(observation: RequestObservation): void;
  observeDecision(decision: Decision): void;
  /** Everything, as one page of text. */
  render(): Promise<string>;
}

/** Upper bounds in seconds: the steps of a web service, up to the minute after which a proxy gives up. */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const BACKEND_STATES = ['starting', 'healthy', 'unhealthy', 'draining'];

/** Makes the metrics of one runtime, in a registry of their own. `durations` and `resources` follow the plan's monitoring switches. */
export function createMetrics(
  sources: MetricSources,
  { durations, resources }: { readonly durations: boolean; readonly resources: boolean },
): Metrics {
  const registry = new Registry();
  if (resources) collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'tsk_requests_total',
    help: 'Requests answered, by status class and cache result.',
    labelNames: ['status', 'cache'],
    registers: [registry],
  });
  const duration = durations ? durationHistogram(registry) : null;
  const scaling = registerScaling(registry, sources);
  registerBackends(registry, sources);
  registerCache(registry, sources);
  registerLimits(registry, sources);
  return {
    contentType: registry.contentType,
    observeRequest({ status, cache, durationMs }) {
      requests.inc({ status: `${Math.floor(status / 100)}xx`, cache });
      duration?.observe({ cache }, durationMs / 1000);
    },
    observeDecision({ action, scores }) {
      scaling.decisions.inc({ action });
      scaling.score.set({ direction: 'up' }, scores.up);
      scaling.score.set({ direction: 'down' }, scores.down);
    },
    render: () => registry.metrics(),
  };
}

function durationHistogram(registry: Registry): Histogram<'cache'> {
  return new Histogram({
    name: 'tsk_request_duration_seconds',
    help: 'Time from the request to the end of its response.',
    labelNames: ['cache'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
}

function registerScaling(
  registry: Registry,
  { desiredInstances, signals }: MetricSources,
): { readonly decisions: Counter<'action'>; readonly score: Gauge<'direction'> } {
  new Gauge({
    name: 'tsk_instances_desired',
    help: 'Instances that scaling wants.',
    registers: [registry],
    collect() {
      this.set(desiredInstances());
    },
  });
  new Gauge({
    name: 'tsk_scaling_signal',
    help: 'Signals of the last evaluation: ratios from 0 to 1, rates per second, times in milliseconds, counts.',
    labelNames: ['signal'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [signal, value] of Object.entries(signals())) this.set({ signal }, value);
    },
  });
  const decisions = new Counter({
    name: 'tsk_scaling_decisions_total',
    help: 'Scaling evaluations, by what they decided.',
    labelNames: ['action'],
    registers: [registry],
  });
  const score = new Gauge({
    name: 'tsk_scaling_score',
    help: 'How strongly the signals of the last evaluation speak for each direction.',
    labelNames: ['direction'],
    registers: [registry],
  });
  return { decisions, score };
}

function registerBackends(registry: Registry, { backends }: MetricSources): void {
  new Gauge({
    name: 'tsk_backends',
    help: 'Instances in the balancer, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const state of BACKEND_STATES) {
        this.set({ state }, backends().filter((backend) => backend.state === state).length);
      }
    },
  });
  new Gauge({
    name: 'tsk_instances_ready',
    help: 'Instances that take requests.',
    registers: [registry],
    collect() {
      this.set(backends().filter(({ state }) => state === 'healthy').length);
    },
  });
  new Gauge({
    name: 'tsk_requests_in_flight',
    help: 'Requests that instances are working on.',
    registers: [registry],
    collect() {
      this.set(backends().reduce((total, { inFlight }) => total + inFlight, 0));
    },
  });
}

function registerCache(registry: Registry, { cache }: MetricSources): void {
  new Gauge({
    name: 'tsk_cache',
    help: 'Figures of the response cache, by name.',
    labelNames: ['figure'],
    registers: [registry],
    collect() {
      for (const [figure, value] of Object.entries(cache())) this.set({ figure }, value);
    },
  });
}

function registerLimits(registry: Registry, { refused, waiting }: MetricSources): void {
  new Counter({
    name: 'tsk_requests_refused_total',
    help: 'Requests that a limit has refused, by its name.',
    labelNames: ['limit'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [limit, count] of Object.entries(refused?.() ?? {})) this.inc({ limit }, count);
    },
  });
  new Gauge({
    name: 'tsk_requests_waiting',
    help: 'Requests that wait for an instance.',
    registers: [registry],
    collect() {
      this.set(waiting?.() ?? 0);
    },
  });
}
