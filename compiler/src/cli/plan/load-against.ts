import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodePlan } from '@tsk/schemas/plan';
import type { PlanFile } from '../../lower/lower.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { type LoadOptions, loadAnalysis } from '../io/load.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { checkOutRevision } from './git-revision.ts';

/**
 * The plan to compare with: that of a plan file, of a `.tsk` file or folder, or of what the same arguments named at a git
 * revision. What has errors has no plan.
 */
export async function loadAgainst(
  shell: Shell,
  against: string,
  names: readonly string[],
  options: LoadOptions,
): Promise<PlanFile> {
  const isThere = statSync(resolve(shell.cwd, against), { throwIfNoEntry: false }) !== undefined;
  if (isThere && against.endsWith('.json')) return readPlan(against, await readText(shell, against));
  if (isThere) return analyzePlan(shell, against, [against], options);
  const revision = await checkOutRevision(shell.cwd, against);
  try {
    // What a revision holds is not ignored, whatever `.gitignore` says today.
    return await analyzePlan({ ...shell, cwd: revision.cwd }, against, names, { ...options, ignore: false });
  } finally {
    await revision.remove();
  }
}

async function analyzePlan(
  shell: Shell,
  against: string,
  names: readonly string[],
  options: LoadOptions,
): Promise<PlanFile> {
  const { analysis } = await loadAnalysis(shell, names, options).catch((error: unknown) => {
    if (error instanceof CliFailure) throw new CliFailure(`In ${against}: ${error.message}`, { cause: error });
    throw error;
  });
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    throw new CliFailure(
      `There is no plan of ${against} to compare with: its configuration has ${count} (${first.code} in ${first.file}: ${first.message})`,
    );
  }
  return analysis.plan;
}

/** Variables of the environment need not be set for a comparison. */
const variableUnset = 'TSK7005';

function readPlan(file: string, text: string): PlanFile {
  const json = parseJson(file, text);
  const decoded = decodePlan(json, { env: {} });
  const problem = decoded.ok ? undefined : decoded.problems.find(({ code }) => code !== variableUnset);
  if (problem !== undefined) throw new CliFailure(`'${file}' cannot be compared with: ${problem.message}`);
  // It has the form of a plan, as the check above says.
  return json as PlanFile;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliFailure(`'${file}' is not JSON; name a plan that tsk-compile has written.`, { cause });
  }
}
