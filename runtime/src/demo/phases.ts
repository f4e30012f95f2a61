/** A stretch of a load run, in which so many clients ask one request after the other. */
export interface LoadPhase {
  readonly name: 'warm-up' | 'peak' | 'cool-down';
  /** Its part of the whole duration; the shares of all phases add up to 1. */
  readonly share: number;
  /** Clients that ask at the same time, each waiting for its answer (a closed loop). */
  readonly concurrency: number;
  /** Part of the requests that need work; the others may come from the cache. */
  readonly workShare: number;
  /** Time that one piece of work takes in its slot, besides that of the processor. */
  readonly workMs: number;
  /** Processor time that it takes. */
  readonly workCpuMs: number;
  /** Rest of a client between an answer and its next request. */
  readonly pauseMs: number;
}

/**
 * The load of the demonstration, made for the demo service (4 slots) under the founding policy with a scaling clock that
 * runs 60 times as fast: one second here is a minute of the policy.
 *
 * At the peak, 2 instances serve 2 × 4 / 50 ms = 160 pieces of work per second. 38 clients wait for nothing else (what is
 * cached takes them no time), so that each piece takes 38 / 160 s = 238 ms, which is 14.3 s for the policy. The score passes
 * 0.5 where 0.1 × (t − 2 s) / 2 s does, at t = 12 s, which is 200 ms here: 238 ms score 0.61, and 2 instances become 3. These make it
 * 158 ms, which scores 0.38, and that is enough.
 *
 * The policy goes down where the sum of 0.4 × (30 % − cpu) / 30 %, 0.3 × (40 % − memory) / 40 %, 0.2 × (100/s − rate) / 100/s and
 * 0.1 × (500 ms − t) / 500 ms passes 0.5, whatever is below 0 left out. A small process on a large machine gets 0.3 from its memory, and
 * 0.2 from a rate that is counted by the minute: 0.49 with its 160 / 60 per second. So a processor at 30 % decides: the 5 ms of each piece
 * keep it at 80/s × 5 ms = 40 % under load, and the cool-down leaves it idle, asking for a few short pieces in a second.
 */
export const loadPhases: readonly LoadPhase[] = Object.freeze([
  { name: 'warm-up', share: 0.15, concurrency: 4, workShare: 0.5, workMs: 20, workCpuMs: 0, pauseMs: 20 },
  { name: 'peak', share: 0.45, concurrency: 38, workShare: 0.6, workMs: 45, workCpuMs: 5, pauseMs: 0 },
  { name: 'cool-down', share: 0.4, concurrency: 2, workShare: 0.1, workMs: 5, workCpuMs: 0, pauseMs: 200 },
]);

/** The phase of a moment, by the part of the duration that has passed; the last one at and after the end. */
export function phaseAt(phases: readonly LoadPhase[], passedShare: number): LoadPhase {
  let end = 0;
  for (const phase of phases) {
    end += phase.share;
    if (passedShare < end) return phase;
  }
  const last = phases.at(-1);
  if (last === undefined) throw new Error('a load run has at least one phase');
  return last;
}
