import type { DebugPlan } from '@tsk/schemas/plan';
import { type Draft, derive } from './draft.ts';
import type { Settings } from './settings.ts';

const levels = ['verbose', 'trace', 'debug', 'info', 'warn', 'error'] as const;

/** Lowers `[debug]`. */
export function lowerDebug(settings: Settings): Draft<DebugPlan> {
  const level = settings.choice(['debug.log_level'], levels, 'info');
  return {
    enabled: settings.switchOf(['debug'], false),
    logLevel: derive(level, (name) => (name === 'verbose' ? 'trace' : name)),
    traceScalability: settings.boolean(['debug.trace_scalability'], false),
    console: settings.boolean(['debug.output.console'], true),
    file: settings.string(['debug.output.file'], null),
  };
}
