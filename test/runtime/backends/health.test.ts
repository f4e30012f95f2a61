import { expect, test } from 'vitest';
import { type Health, type HealthEvent, nextHealth, ready, starting } from '../../../runtime/src/backends/health.ts';

const events: Record<string, HealthEvent> = {
  '+': { kind: 'probe passed' },
  '-': { kind: 'probe failed', detail: 'no answer' },
  x: { kind: 'refused', detail: 'ECONNREFUSED' },
  o: { kind: 'answered' },
  '!': { kind: 'ended', detail: 'exited with code 1' },
};

/** Applies a story of events with the thresholds 3 failures and 2 good probes. */
function after(start: Health, story: string): Health {
  return [...story].reduce((health, sign) => {
    const event = events[sign];
    if (event === undefined) throw new Error(`no event ${sign}`);
    return nextHealth(health, event, { unhealthyThreshold: 3, healthyThreshold: 2 });
  }, start);
}

test.each([
  ['starting', '', 'starting'],
  ['starting', '---------', 'starting'],
  ['starting', 'xo', 'starting'],
  ['starting', '--+', 'healthy'],
  ['starting', '!', 'ended'],
  ['ready', '--', 'healthy'],
  ['ready', '---', 'unhealthy'],
  ['ready', '--+--', 'healthy'],
  ['ready', '--o-', 'unhealthy'],
  ['ready', 'xx', 'healthy'],
  ['ready', 'xxx', 'unhealthy'],
  ['ready', 'xxoxx', 'healthy'],
  ['ready', 'xx+x', 'unhealthy'],
  ['ready', '--xx', 'healthy'],
  ['ready', '---+', 'unhealthy'],
  ['ready', '---++', 'healthy'],
  ['ready', '---+-+', 'unhealthy'],
  ['ready', '---+o', 'unhealthy'],
  ['ready', '---++--', 'healthy'],
  ['ready', '!', 'ended'],
  ['ready', '!++++', 'ended'],
  ['ready', '---!++', 'ended'],
])('%s, then "%s", is %s', (start, story, state) => {
  expect(after(start === 'ready' ? ready : starting, story).state).toBe(state);
});

test.each([
  ['---', '3 probes failed: no answer'],
  ['-----', '5 probes failed: no answer'],
  ['xxx', '3 connections failed: ECONNREFUSED'],
  ['---++', 'passed 2 probes again'],
  ['!', 'exited with code 1'],
])('"%s" is told as: %s', (story, detail) => {
  expect(after(ready, story).detail).toBe(detail);
});

test('what changes nothing gives the same object', () => {
  expect(after(ready, '+o+o')).toBe(ready);
});
