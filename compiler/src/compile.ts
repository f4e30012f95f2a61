import type { Diagnostic } from '@tsk/parser';
import { type AnalyzeOptions, analyze, type Snapshot } from './analyze.ts';
import { planJson } from './targets/plan-json.ts';
import type { Artifact, Target } from './targets/target.ts';

/** How a compilation goes about it. */
export interface CompileOptions extends AnalyzeOptions {
  /** What to make; the plan as JSON where it is left out. */
  readonly target?: Target;
}

/** What came of a compilation: artifacts where there is no error, and always what there is to say. */
export interface Compilation {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles `files`, which together are one configuration. Where there are errors there are no artifacts. */
export function compile(snapshot: Snapshot, files: readonly string[], options: CompileOptions = {}): Compilation {
  const { plan, diagnostics } = analyze(snapshot, files, options);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const target = options.target ?? planJson;
  return { artifacts: hasErrors ? [] : target.emit(plan), diagnostics };
}
