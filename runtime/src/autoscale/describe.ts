import type { Decision, Finding, Limit, SignalUnit } from './policies/policy.ts';

/**
 * A decision as one sentence without a full stop, such as "from 4 to 6: response_time 7.07 s against 2 s" or
 * "would be 9, held at 6 by scale_up cooldown, 214 s left: cpu_utilization 95 % against 70 %".
 */
export function describeDecision(decision: Decision): string {
  const { action, from, to, wanted, limit } = decision;
  const findings = decision.findings.map(describeFinding).join(', ');
  if (action !== 'none') return `from ${from} to ${to}: ${describeGrounds(decision)}`;
  if (limit === null) return `stays at ${to}: ${describeGrounds(decision)}`;
  return joinSentence(`would be ${wanted}, held at ${to} by ${describeLimit(limit)}`, findings);
}

/** Why the count is what it is, without the count: "limited to 20 by the maximum of 20, would be 30: response_time 20 s against 2 s". */
export function describeGrounds({ to, wanted, limit, trigger, findings }: Decision): string {
  if (trigger === 'auto_scaling_disabled') return 'scaling is off, so the minimum runs';
  if (trigger === 'outside_bounds') return 'the count was out of bounds';
  if (trigger === 'no_reactive_action_needed') return 'no signal asks for a change';
  const list = findings.map(describeFinding).join(', ');
  return limit === null ? list : joinSentence(`limited to ${to} by ${describeLimit(limit)}, would be ${wanted}`, list);
}

function joinSentence(head: string, tail: string): string {
  return tail === '' ? head : `${head}: ${tail}`;
}

function describeLimit(limit: Limit): string {
  switch (limit.kind) {
    case 'cooldown':
      return `${limit.direction} cooldown, ${secondsLeft(limit.leftMs)}`;
    case 'stabilisation':
      return `the stabilisation window, ${secondsLeft(limit.leftMs)}`;
    case 'maximum':
      return `the maximum of ${limit.instances}`;
    case 'minimum':
      return `the minimum of ${limit.instances}`;
    case 'missing':
      return `signals that were not observed (${limit.metrics.join(', ')})`;
    default:
      return unreachable(limit);
  }
}

function describeFinding({ metric, value, bound, unit }: Finding): string {
  return `${metric} ${describeValue(value, unit)} against ${describeValue(bound, unit)}`;
}

/** A value of a signal as people write it: `70 %`, `3500/s`, `7.07 s`, `12`. */
function describeValue(value: number, unit: SignalUnit): string {
  switch (unit) {
    case 'ratio':
      return `${round(value * 100)} %`;
    case 'perSecond':
      return `${round(value)}/s`;
    case 'ms':
      return value < 1000 ? `${round(value)} ms` : `${round(value / 1000)} s`;
    case 'count':
      return `${round(value)}`;
    default:
      return unreachable(unit);
  }
}

/** Rounded up, so that a sentence never says that nothing is left while something holds. */
function secondsLeft(leftMs: number): string {
  return `${Math.ceil(leftMs / 1000)} s left`;
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

function unreachable(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
