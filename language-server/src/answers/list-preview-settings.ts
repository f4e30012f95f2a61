import type { PreviewResult, SettingPlace } from '@tsk/runtime/simulate';
import type { Plan } from '@tsk/schemas/plan';
import type { PreviewSetting } from '../preview-requests.ts';

type Draft = Omit<PreviewSetting, 'key' | 'pointer'>;

/** The settings of a plan that are worth trying out with other values, with ranges around what they are. */
export function listPreviewSettings(plan: Plan, places: PreviewResult['places']): readonly PreviewSetting[] {
  return Object.entries(drafts(plan)).flatMap(([pointer, draft]) => {
    const place: SettingPlace | undefined = places[pointer];
    return place === undefined ? [] : [{ pointer, key: place.key, ...draft }];
  });
}

function drafts({ scaling, simulation }: Plan): Readonly<Record<string, Draft>> {
  const { minInstances, maxInstances, scaleUp, scaleDown, metrics, predictive, scoring, intervalMs } = scaling;
  const counts = Math.max(10, 2 * maxInstances);
  const keepsCooldowns = scoring === 'weighted_excess' || scoring === 'pressure' || scoring === 'threshold_step';
  const takesFactors = scoring === 'weighted_excess';
  const takesThresholds = scoring !== 'slo' && scoring !== 'auto';
  return {
    '/scaling/minInstances': count('Fewest instances', minInstances, 0, counts),
    '/scaling/maxInstances': count('Most instances', maxInstances, 1, counts),
    ...(takesThresholds ? thresholds(metrics) : {}),
    ...(keepsCooldowns
      ? {
          '/scaling/scaleUp/cooldownMs': duration('Cooldown up', scaleUp.cooldownMs, 15_000),
          '/scaling/scaleDown/cooldownMs': duration('Cooldown down', scaleDown.cooldownMs, 15_000),
        }
      : {}),
    ...(takesFactors
      ? {
          '/scaling/scaleUp/factor': factor('Factor up', scaleUp.factor, 1.05, 4),
          '/scaling/scaleDown/factor': factor('Factor down', scaleDown.factor, 0.05, 0.95),
        }
      : {}),
    '/scaling/intervalMs': duration('Evaluated every', intervalMs, 5_000),
    '/simulation/startUpMs': duration('Start-up time', simulation.startUpMs, 5_000),
    ...(scaling.strategy === 'predictive' && predictive.enabled
      ? {
          '/scaling/predictive/horizonMs': {
            ...duration('Forecast horizon', 300_000, 15_000),
            value: predictive.horizonMs,
          },
        }
      : {}),
  };
}

function thresholds(metrics: Plan['scaling']['metrics']): Readonly<Record<string, Draft>> {
  const entries = metrics.flatMap(({ enabled, name, unit, high, low }, index): [string, Draft][] => {
    if (!enabled) return [];
    const most = unit === 'ratio' ? 1 : roundUp(2 * high);
    const step = unit === 'ratio' ? 0.01 : unit === 'count' ? 1 : roundUp(most / 200);
    const draft = (label: string, value: number): Draft => ({ label, unit, value, least: 0, most, step });
    return [
      [`/scaling/metrics/${index}/high`, draft(`${name} high`, high)],
      [`/scaling/metrics/${index}/low`, draft(`${name} low`, low)],
    ];
  });
  return Object.fromEntries(entries);
}

function count(label: string, value: number, least: number, most: number): Draft {
  return { label, unit: 'count', value, least, most, step: 1 };
}

function factor(label: string, value: number, least: number, most: number): Draft {
  return { label, unit: 'factor', value, least: Math.min(least, value), most: Math.max(most, value), step: 0.05 };
}

/** From one step to three times what it is, and at least to ten minutes. */
function duration(label: string, value: number, stepMs: number): Draft {
  const most = Math.max(600_000, Math.ceil((3 * value) / stepMs) * stepMs);
  return { label, unit: 'ms', value, least: Math.min(stepMs, value), most, step: stepMs };
}

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
