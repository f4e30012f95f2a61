import { decodePlan, type Plan } from '@tsk/schemas/plan';
import type { LoadedAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import { countFindings, summarize } from '../report/summary.ts';

/** The plan of an analysis with the environment's values in it; where there is none, says why and gives undefined. */
export function readPlan(shell: Shell, { analysis, texts }: LoadedAnalysis): Plan | undefined {
  const serious = analysis.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (serious.length > 0) {
    shell.err.write(renderPretty(serious, texts, paintFor(shell, shell.err)));
    shell.err.write(`${summarize(countFindings(serious), analysis.documents.size)}\n`);
  }
  if (serious.some(({ severity }) => severity === 'error')) return undefined;
  return decodeFor(shell, analysis.plan);
}

/** A plan file with the environment's values in it; where it lacks one, says so and gives undefined. */
export function decodeFor(shell: Shell, file: unknown): Plan | undefined {
  const decoded = decodePlan(file, { env: shell.env });
  if (decoded.ok) return decoded.plan;
  for (const { code, message, origin } of decoded.problems) {
    const place = origin === undefined ? '' : `${origin.file}:${origin.line}:${origin.column}: `;
    shell.err.write(`${place}error ${code}: ${message}\n`);
  }
  return undefined;
}
