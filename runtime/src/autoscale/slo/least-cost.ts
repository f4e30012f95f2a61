import { bearableRate, type InstanceModel, instancesForRate } from '../capacity/instance-model.ts';
import { type ErrorHistogram, startShares } from './error-histogram.ts';

const minutesPerHour = 60;

/** What is provided for. */
export interface DemandOutlook {
  /** Requests per second that are expected. */
  readonly forecast: number;
  /** How such forecasts turned out. */
  readonly errors: ErrorHistogram;
}

/**
 * The number of instances whose price for a minute and whose risk of a minute with too few of them cost least together: the
 * newsvendor's problem (Arrow, Harris, Marschak, "Optimal inventory policy", 1951), with how forecasts turned out as its
 * distribution. Never fewer than the forecast itself needs: a service that cannot be saved is not given up.
 */
export function leastCost(
  model: InstanceModel,
  { forecast, errors }: DemandOutlook,
  violationCost: number,
  most: number,
): number {
  const shareUpTo = startShares(errors);
  const first = instancesForRate(model, forecast, most);
  let best = first;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let instances = first; instances <= most && (instances - first) / minutesPerHour < bestCost; instances++) {
    const risk = 1 - shareUpTo(bearableRate(model, instances) / forecast);
    const cost = (instances - first) / minutesPerHour + violationCost * risk;
    if (cost < bestCost - 1e-12) {
      best = instances;
      bestCost = cost;
    }
  }
  return best;
}

/** The risk that demand is more than so many instances bear, 0 to 1. */
export function riskWith(model: InstanceModel, { forecast, errors }: DemandOutlook, instances: number): number {
  return 1 - startShares(errors)(bearableRate(model, instances) / forecast);
}
