import { unreachable } from '../unreachable.ts';
import type { CapacityBasis, Decision, Finding, Limit, Outlook, SignalUnit } from './policies/policy.ts';
import { describeSizing } from './vertical/describe-sizing.ts';

/**
 * A decision as one sentence without a full stop, such as "from 4 to 6: response_time 7.07 s against 2 s" or
 * "would be 9, held at 6 by scale_up cooldown, 214 s left: cpu_utilization 95 % against 70 %"; with what was expected
 * after a semicolon, where forecasts are made, and the size of instances, where it changes.
 */
export function describeDecision(decision: Decision): string {
  const { outlook, sizing } = decision;
  const parts = [
    describeStep(decision),
    ...(outlook === undefined ? [] : [describeOutlook(outlook)]),
    ...(sizing === undefined || sizing.next === null ? [] : [describeSizing(sizing)]),
  ];
  return parts.join('; ');
}

/** What is expected, or why nothing is: "no forecast yet: 3 of 10 points". */
export function describeOutlook({ metric, unit, horizonMs, outcome }: Outlook): string {
  if (outcome.kind === 'forecast') {
    const [value, low, high] = [outcome.value, outcome.low, outcome.high].map((number) => describeValue(number, unit));
    const silent = outcome.better ? '' : ', which has been no nearer than expecting no change';
    return `${metric} in ${describeValue(horizonMs, 'ms')} is forecast at ${value} (${low} to ${high})${silent}`;
  }
  switch (outcome.reason) {
    case 'too_few':
      return `no forecast yet: ${outcome.points} of ${outcome.needed} points`;
    case 'flat':
      return `no forecast: ${metric} has not changed`;
    case 'not_finite':
      return `no forecast: the history of ${metric} leads to no number`;
    default:
      return unreachable(outcome);
  }
}

function describeStep(decision: Decision): string {
  const { action, from, to, wanted, limit } = decision;
  const grounds = describeFindings(decision);
  if (action !== 'none') return `from ${from} to ${to}: ${describeGrounds(decision)}`;
  if (limit === null) return `stays at ${to}: ${describeGrounds(decision)}`;
  return joinSentence(`would be ${wanted}, held at ${to} by ${describeLimit(limit)}`, grounds);
}

/** Why the count is what it is, without the count: "limited to 20 by the maximum of 20, would be 30: response_time 20 s against 2 s". */
export function describeGrounds(decision: Decision): string {
  const { to, wanted, limit, trigger } = decision;
  if (trigger === 'auto_scaling_disabled') return 'scaling is off, so the minimum runs';
  if (trigger === 'outside_bounds') return 'the count was out of bounds';
  if (trigger === 'no_reactive_action_needed') {
    return decision.basis === undefined
      ? 'no signal asks for a change'
      : describeBasis(decision.basis, decision.wanted);
  }
  const list = describeFindings(decision);
  return limit === null ? list : joinSentence(`limited to ${to} by ${describeLimit(limit)}, would be ${wanted}`, list);
}

function describeFindings({ trigger, findings, outlook, basis, wanted }: Decision): string {
  if (findings.length === 0 && basis !== undefined) return describeBasis(basis, wanted);
  const list = findings.map(describeFinding).join(', ');
  if (trigger !== 'predictive_high_load' || outlook === undefined) return list;
  return `forecast for ${describeValue(outlook.horizonMs, 'ms')} ahead: ${list}`;
}

/** Such as "412/s arrive where 391/s can be borne, the risk of more than that within 135 s is 38 %, with 6 instances 0.4 %". */
function describeBasis({ arrivals, capacity, horizonMs, risk, riskThen }: CapacityBasis, wanted: number): string {
  const rates = `${describeValue(arrivals, 'perSecond')} arrive where ${describeValue(capacity, 'perSecond')} can be borne`;
  const now = `the risk of more than that within ${describeValue(horizonMs, 'ms')} is ${describeValue(risk, 'ratio')}`;
  if (risk === riskThen) return `${rates}, ${now}`;
  const count = wanted === 1 ? '1 instance' : `${wanted} instances`;
  return `${rates}, ${now}, with ${count} ${describeValue(riskThen, 'ratio')}`;
}

function joinSentence(head: string, tail: string): string {
  return tail === '' ? head : `${head}: ${tail}`;
}

function describeLimit(limit: Limit): string {
  switch (limit.kind) {
    case 'cooldown':
      return `${limit.direction} cooldown, ${secondsLeft(limit.leftMs)}`;
    case 'stabilisation':
      return `the stabilisation window${limit.leftMs === null ? '' : `, ${secondsLeft(limit.leftMs)}`}`;
    case 'pace':
      return `the pace of ${limit.direction}, which allows ${limit.instances} now`;
    case 'forecast':
      return 'the forecast';
    case 'maximum':
      return `the maximum of ${limit.instances}`;
    case 'minimum':
      return `the minimum of ${limit.instances}`;
    case 'size':
      return `larger instances of ${round(limit.cpuCores)} ${limit.cpuCores === 1 ? 'core' : 'cores'} each`;
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
