import type { LoadPhase } from './phases.ts';

const STATIC_PATHS = 200;

/** Upper ends of the shares of the static paths: the one of rank k is asked for in proportion to 1/k (Zipf's law). */
const zipfEnds: readonly number[] = (() => {
  let sum = 0;
  return Array.from({ length: STATIC_PATHS }, (_, rank) => {
    sum += 1 / (rank + 1);
    return sum;
  });
})();

/** The number of a static path, from 0, for a random number in [0, 1): small ones far more often. */
export function zipfRank(random: number): number {
  const wanted = random * (zipfEnds.at(-1) ?? 0);
  let low = 0;
  let high = STATIC_PATHS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((zipfEnds[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The next request of a phase, as path and query; `random` gives numbers in [0, 1). */
export function nextPath(phase: LoadPhase, random: () => number): string {
  return random() < phase.workShare
    ? `/work?ms=${phase.workMs}&cpu=${phase.workCpuMs}`
    : `/static/${zipfRank(random())}`;
}

/** Random numbers in [0, 1) that are the same in every run: a linear congruence (Numerical Recipes, section 7.1). */
export function repeatableRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
