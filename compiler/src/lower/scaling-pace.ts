import type { PacePlan } from '@tsk/schemas/plan';
import type { Draft } from './draft.ts';
import type { Settings } from './settings.ts';

/** The keys of a direction that speak of its pace; where none is written, the rules have their own. */
export const paceKeys: readonly string[] = [
  'stabilization_window',
  'tolerance',
  'select',
  'pods',
  'pods_period',
  'percent',
  'percent_period',
];

/** Lowers the pace of one direction, whose table is at the given path. */
export function lowerPace(settings: Settings, table: string): Draft<PacePlan> {
  return {
    windowMs: settings.number([`${table}.stabilization_window`], null),
    toleranceRatio: settings.number([`${table}.tolerance`], null),
    select: settings.choice([`${table}.select`], ['max', 'min', 'disabled'], 'max'),
    pods: settings.number([`${table}.pods`], null),
    podsPeriodMs: settings.number([`${table}.pods_period`], 15_000),
    percent: settings.number([`${table}.percent`], null),
    percentPeriodMs: settings.number([`${table}.percent_period`], 15_000),
  };
}
