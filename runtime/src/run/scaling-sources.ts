import type { ScalingPlan } from '@tsk/schemas/plan';
import type { SignalName, Signals } from '../autoscale/policies/policy.ts';
import { readSeries } from '../autoscale/prometheus/read-series.ts';
import type { FetchLimits } from '../http/fetch-text.ts';
import type { Log } from '../monitor/log.ts';

/** No exposition is read further. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Measures the signals that are read from elsewhere. */
export interface SignalSources {
  /** The signals with those from elsewhere in place of the runtime's own; one that cannot be had is missing. */
  complete(own: Signals): Promise<Signals>;
}

type FetchText = (url: string, limits: FetchLimits) => Promise<string>;

/** The sources that a plan names. Trouble with one is logged when it begins and when it ends. */
export function openSignalSources({ metrics }: ScalingPlan, fetchText: FetchText, log: Log): SignalSources {
  const sourced = metrics.flatMap(({ name, enabled, source }) =>
    enabled && source !== undefined ? [{ name, source }] : [],
  );
  const failing = new Set<SignalName>();

  async function read({ name, source }: (typeof sourced)[number]): Promise<readonly [SignalName, number | undefined]> {
    const { url, series, timeoutMs, scale } = source;
    try {
      const value = readSeries(await fetchText(url, { timeoutMs, maxBytes: MOST_BYTES }), series);
      if (value === undefined) throw new Error(`it has no number for ${series}`);
      if (failing.delete(name)) log.info(`The source of the signal ${name} is back.`, { url });
      return [name, value * scale];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!failing.has(name)) {
        log.warn(`The signal ${name} cannot be read from ${url}: ${reason}. Nothing is removed meanwhile.`);
      }
      failing.add(name);
      return [name, undefined];
    }
  }

  return {
    async complete(own) {
      if (sourced.length === 0) return own;
      const values = new Map(await Promise.all(sourced.map(read)));
      const kept = Object.entries(own).filter(([name]) => !values.has(name as SignalName));
      const found = [...values].filter(([, value]) => value !== undefined);
      return Object.fromEntries([...kept, ...found]);
    },
  };
}
