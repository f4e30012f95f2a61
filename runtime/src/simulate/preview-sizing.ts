import { describeSizing } from '../autoscale/vertical/describe-sizing.ts';
import type { Sizing } from '../autoscale/vertical/instance-size.ts';
import type { SimulatedDecision } from './simulate.ts';

/** What is recommended for the size of an instance at the end of a preview, and how that came about. */
export interface PreviewSizing extends Pick<Sizing, 'size' | 'recommendation'> {
  /** The end of the preview in a sentence without a full stop. */
  readonly sentence: string;
  /** From when on the size did not fit, and from when on it did again. */
  readonly changes: readonly { readonly atMs: number; readonly fits: boolean; readonly reason: string }[];
}

/** The sizing of a run; undefined where no sizes are recommended. */
export function summarizeSizing(decisions: readonly SimulatedDecision[]): PreviewSizing | undefined {
  const sized = decisions.flatMap(({ atMs, decision: { sizing } }) => (sizing === undefined ? [] : [{ atMs, sizing }]));
  const last = sized.at(-1);
  if (last === undefined) return undefined;
  const changes = sized
    .filter(({ sizing }, index) => fits(sizing) !== fits(sized[index - 1]?.sizing))
    .map(({ atMs, sizing }) => ({ atMs, fits: fits(sizing), reason: describeSizing(sizing) }));
  const { size, recommendation } = last.sizing;
  return { size, recommendation, sentence: describeSizing(last.sizing), changes };
}

/** Whether nothing speaks against a size: before anything is known, nothing does. */
function fits(sizing: Sizing | undefined): boolean {
  return sizing === undefined || sizing.cause === 'unmeasured' || sizing.cause === 'within_band';
}
