import type { Limit } from '../autoscale/policies/policy.ts';
import type { SettingPlace } from '../simulate/place.ts';

/** The setting that held a decision back; undefined where none did. */
export function findLimitPlace(
  limit: Limit | null,
  places: Readonly<Record<string, SettingPlace>>,
): SettingPlace | undefined {
  switch (limit?.kind) {
    case 'cooldown':
    case 'pace':
      return places[limit.direction === 'scale_up' ? '/scaling/scaleUp/cooldownMs' : '/scaling/scaleDown/cooldownMs'];
    case 'stabilisation':
      return places['/scaling/scaleDown/cooldownMs'];
    case 'size':
      return places['/scaling/vertical/maxCpuCores'];
    case 'forecast':
      return places['/scaling/predictive'];
    case 'maximum':
      return places['/scaling/maxInstances'];
    case 'minimum':
      return places['/scaling/minInstances'];
    default:
      return undefined;
  }
}
