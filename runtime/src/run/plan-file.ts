import { readFile } from 'node:fs/promises';
import { decodePlan, type Plan } from '@tsk/schemas/plan';
import type { ReportedProblem } from './start-error.ts';

/** A plan that was read, or every reason why it was not. */
export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly ReportedProblem[] };

/** Reads a plan file and puts the environment's values in place of those that it leaves open. */
export async function readPlanFile(path: string, env: Readonly<Record<string, string | undefined>>): Promise<ReadPlan> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadable(`The plan "${path}" cannot be read: ${explainReadError(error)}.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable(`"${path}" is no JSON, so it is no plan. ${howToCompile(path)}`);
  }
  return decodePlan(json, { env });
}

function unreadable(message: string): ReadPlan {
  return { ok: false, problems: [{ code: 'TSK7106', message }] };
}

function howToCompile(path: string): string {
  const input = path.endsWith('.tsk') ? path : 'your.tsk';
  return `Compile ${path.endsWith('.tsk') ? 'it' : 'a .tsk file'} first: tsk-compile build ${input} --output plan.json`;
}

function explainReadError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
      return 'this user may not read it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
