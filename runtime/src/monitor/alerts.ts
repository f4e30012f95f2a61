import type { Decision } from '../autoscale/policies/policy.ts';
import type { Log } from './log.ts';

/** What alerts are judged by, after each scaling evaluation. */
export interface AlertView {
  readonly readyInstances: number;
  readonly decision: Decision;
}

/** A state that somebody should know of while it lasts. */
interface AlertRule {
  readonly name: string;
  /** What to say while it holds; undefined where it does not. */
  readonly find: (view: AlertView) => string | undefined;
}

const rules: readonly AlertRule[] = [
  {
    name: 'no_instance_ready',
    find: ({ readyInstances }) =>
      readyInstances === 0 ? 'no instance is ready, so requests are answered with 503' : undefined,
  },
  {
    name: 'at_maximum',
    find: ({ decision: { limit, wanted } }) =>
      limit?.kind === 'maximum'
        ? `the load asks for ${wanted} instances, and the maximum is ${limit.instances}`
        : undefined,
  },
];

/** Logs each alert once when its state begins, as a warning, and once when it ends. */
export function watchAlerts(log: Log): (view: AlertView) => void {
  const raised = new Set<string>();
  return (view) => {
    for (const { name, find } of rules) {
      const text = find(view);
      if (text !== undefined && !raised.has(name)) {
        raised.add(name);
        log.warn(`ALERT: ${text}.`, { alert: name });
      }
      if (text === undefined && raised.delete(name)) log.info(`The alert ${name} is over.`, { alert: name });
    }
  };
}
