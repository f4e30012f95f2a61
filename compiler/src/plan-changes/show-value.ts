import { showBytes, showDuration } from '../checks/common/show.ts';
import { isDeferred } from '../lower/draft.ts';
import type { PlanLeaf } from './model/flatten-plan.ts';

/** A value of a plan in the units that a person writes: `30 s`, `64 MB`, `70 %`; a deferred one by its variable. */
export function showPlanValue({ path, value, unit }: Pick<PlanLeaf, 'path' | 'value' | 'unit'>): string {
  if (isDeferred(value)) {
    if (value.default === undefined) return `$${value.$env} of the environment`;
    return `$${value.$env} of the environment, or ${showPlanValue({ path, value: value.default, ...(unit === undefined ? {} : { unit }) })}`;
  }
  if (typeof value === 'number') return showNumber(value, path.at(-1) ?? '', unit);
  if (typeof value === 'boolean') return path.at(-1) === 'enabled' ? (value ? 'on' : 'off') : value ? 'yes' : 'no';
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => showElement(one)).join(', ');
  return showEntry(path, value ?? {});
}

/** The parts of an added or removed element in one line: `host 10.0.0.1, port 80`. */
function showEntry(path: readonly string[], entry: object): string {
  const unit: unknown = Object.getOwnPropertyDescriptor(entry, 'unit')?.value;
  const own = typeof unit === 'string' ? { unit } : {};
  return Object.entries(entry)
    .filter(([key]) => key !== 'name' && key !== 'unit')
    .map(([key, value]) => `${key} ${showPlanValue({ path: [...path, key], value, ...own })}`)
    .join(', ');
}

function showElement(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Keys of the plan that are ratios without saying so in their names. */
const ratios: ReadonlySet<string> = new Set(['threshold', 'confidence', 'factor', 'weight']);

function showNumber(value: number, key: string, unit: string | undefined): string {
  if (key.endsWith('Ms') || (unit === 'ms' && !ratios.has(key))) return showDuration(value);
  if (key.endsWith('Bytes')) return showBytes(value);
  if (key.endsWith('Ratio') || (unit === 'ratio' && !ratios.has(key))) return `${tidy(value * 100)} %`;
  if (unit === 'perSecond' && !ratios.has(key)) return `${tidy(value)} per second`;
  return String(tidy(value));
}

/** A number without the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
