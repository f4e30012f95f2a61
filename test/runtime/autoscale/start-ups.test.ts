import { expect, it } from 'vitest';
import { watchStartUps } from '../../../runtime/src/autoscale/start-ups.ts';

/** What is wanted and what is ready at each evaluation, one a minute; gives the start-up time known after each, in minutes. */
function watch(...counts: readonly (readonly [wanted: number, ready: number])[]): readonly number[] {
  const startUps = watchStartUps();
  return counts.map(
    ([currentInstances, readyInstances], minute) =>
      startUps.observe({ currentInstances, readyInstances }, minute * 60_000) / 60_000,
  );
}

it.each<{ name: string; counts: (readonly [number, number])[]; known: number[] }>([
  {
    name: 'is unknown while none has started',
    counts: [
      [2, 2],
      [2, 1],
      [2, 2],
    ],
    known: [0, 0, 0],
  },
  {
    name: 'counts from the evaluation that wanted more',
    counts: [
      [2, 2],
      [3, 2],
      [3, 2],
      [3, 3],
    ],
    known: [0, 0, 0, 3],
  },
  {
    name: 'is an interval where it was less',
    counts: [
      [2, 2],
      [3, 3],
    ],
    known: [0, 1],
  },
  {
    name: 'is of each growth by itself where still more are wanted',
    counts: [
      [2, 2],
      [3, 2],
      [5, 3],
      [5, 5],
    ],
    known: [0, 0, 2, 2],
  },
  {
    name: 'is not measured where they are given up',
    counts: [
      [2, 2],
      [4, 2],
      [2, 2],
      [2, 2],
    ],
    known: [0, 0, 0, 0],
  },
  {
    name: 'is the longest of the last',
    counts: [
      [2, 2],
      [3, 2],
      [3, 3],
      [4, 4],
    ],
    known: [0, 0, 2, 2],
  },
])('the start-up time $name', ({ counts, known }) => {
  expect(watch(...counts)).toEqual(known);
});
