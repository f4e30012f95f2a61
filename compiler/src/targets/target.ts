import type { PlanFile } from '../lower/lower.ts';

/** A file that a target makes. */
export interface Artifact {
  /** Name of the file, where the user does not choose another. */
  readonly path: string;
  readonly text: string;
}

/** Something that a plan can be turned into. The same plan gives the same bytes. */
export interface Target {
  readonly name: string;
  /** What it makes, in one sentence. */
  readonly summary: string;
  readonly emit: (plan: PlanFile) => readonly Artifact[];
}
