import {
  inferAssumptions,
  type PreviewRequest,
  type PreviewResult,
  runPreview,
  showDuration,
} from '@tsk/runtime/simulate';
import type { Plan } from '@tsk/schemas/plan';
import { describeReach } from '../../checks/reach/describe-reach.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import { loadAnalysis } from '../io/load.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { loadAgainst } from '../plan/load-against.ts';
import { paintFor } from '../report/paint.ts';
import type { WatchedRun } from '../watch/watch-files.ts';
import { judge } from './assertion.ts';
import { renderJson } from './json-report.ts';
import { decodeFor, readPlan } from './load-plan.ts';
import { planOutputs, writeOutputs } from './outputs.ts';
import { previewPicture } from './picture-kinds.ts';
import type { PreviewOptions } from './preview-options.ts';
import { otherRuns, type PreviewReport } from './preview-report.ts';
import { renderText, renderVerdict } from './report.ts';
import { layoutWidth } from './terminal-width.ts';

/** Previews the scaling of the configuration that the arguments name, and writes what was asked for. */
export async function previewFiles(
  shell: Shell,
  names: readonly string[],
  options: PreviewOptions,
): Promise<WatchedRun> {
  const loading = { ...options, resolveEnv: true };
  const loaded = await loadAnalysis(shell, names, loading);
  const files = [...loaded.analysis.documents.keys()];
  const outputs = planOutputs(options.out, options.format);
  const overwritten = outputs.find(({ file }) => loaded.analysis.documents.has(shownPath(file, shell.cwd)));
  if (overwritten !== undefined) {
    throw new CliFailure(`'${overwritten.file}' is one of the files to preview; name another file to write.`);
  }
  const plan = readPlan(shell, loaded);
  if (plan === undefined) return { code: 1, files };

  if (options.kind !== 'scaling') {
    await previewPicture(shell, plan, options.kind, options, outputs);
    return { code: 0, files };
  }

  const request = await makeRequest(shell, options);
  const result = runOrFail(plan, request);
  const compared = await compare(shell, names, options, request);
  if (compared === 'invalid') return { code: 1, files };
  const runs = { result, ...(compared === undefined ? {} : { against: compared }) };
  const verdicts = options.assert.map((assertion) => judge(assertion, result.run.summary, otherRuns(runs)));
  const report: PreviewReport = { ...runs, verdicts };
  await write(shell, report, outputs);
  return { code: verdicts.every(({ holds }) => holds) ? 0 : 1, files };
}

async function makeRequest(shell: Shell, options: PreviewOptions): Promise<PreviewRequest> {
  const { load: shape = 'diurnal', trace, traceInterval: intervalMs, traceSpeed: speed, seed } = options;
  const peak = options.peak === undefined ? {} : { peak: options.peak };
  const load: PreviewRequest['load'] =
    trace === undefined
      ? { kind: 'shape', shape, seed, ...peak }
      : { kind: 'trace', name: trace, text: await readText(shell, trace), intervalMs, speed, ...peak };
  return {
    load,
    ...(options.duration === undefined ? {} : { durationMs: options.duration }),
    policies: options.policy,
    startUpsMs: options.startUp,
    cacheHitRatio: options.cacheHitRate,
    overrides: options.measured === undefined ? {} : await readMeasured(shell, options.measured),
  };
}

/** What the history of a running service says about its instances, in place of the assumptions of the plan. */
async function readMeasured(shell: Shell, file: string): Promise<NonNullable<PreviewRequest['overrides']>> {
  const inferred = inferAssumptions(file, await readText(shell, file));
  if (!inferred.ok) throw new CliFailure(inferred.message);
  const { serviceTimeMs, workers, measurements, overrides } = inferred;
  shell.err.write(
    `${file}: ${measurements} measurements make service_time ${showDuration(serviceTimeMs)} and workers ${workers}.\n`,
  );
  return overrides;
}

function runOrFail(plan: Plan, request: PreviewRequest): PreviewResult {
  const outcome = runPreview(plan, request);
  if (!outcome.ok) throw new CliFailure(outcome.message);
  const { result } = outcome;
  return { ...result, notes: [...result.notes, ...describeReach(plan.scaling, result.simulation.startUpMs)] };
}

async function compare(
  shell: Shell,
  names: readonly string[],
  options: PreviewOptions,
  request: PreviewRequest,
): Promise<NonNullable<PreviewReport['against']> | 'invalid' | undefined> {
  const { against: name } = options;
  if (name === undefined) return undefined;
  const plan = decodeFor(shell, await loadAgainst(shell, name, names, { ...options, resolveEnv: true }));
  if (plan === undefined) return 'invalid';
  return { name, result: runOrFail(plan, { ...request, policies: [], startUpsMs: [] }) };
}

async function write(shell: Shell, report: PreviewReport, outputs: ReturnType<typeof planOutputs>): Promise<void> {
  const toTerminal = outputs.some(({ file, format }) => file === '-' && format === 'text');
  const plain = (_styles: readonly unknown[], text: string): string => text;
  const paint = toTerminal ? paintFor(shell, shell.out) : plain;
  const { result, against, verdicts } = report;
  await writeOutputs(shell, outputs, {
    text: () => renderText(report, layoutWidth(shell), paint),
    json: () => renderJson(report),
    csv: async () => (await import('@tsk/runtime/charts')).renderCsv(result),
    picture: async () =>
      (await import('@tsk/runtime/charts')).describeSimulation(result, against === undefined ? {} : { against }),
  });
  if (toTerminal) return;
  for (const verdict of verdicts) {
    if (!verdict.holds) shell.err.write(`${renderVerdict(verdict, paintFor(shell, shell.err))}\n`);
  }
}
