import type { Picture } from '@tsk/runtime/charts';
import { type CacheRequests, previewBalancing, previewCache } from '@tsk/runtime/simulate';
import type { Plan } from '@tsk/schemas/plan';
import { CliFailure } from '../io/cli-failure.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { paintFor } from '../report/paint.ts';
import { type Output, writeOutputs } from './outputs.ts';
import { renderPictureText } from './picture-report.ts';
import type { PreviewOptions } from './preview-options.ts';
import { layoutWidth } from './terminal-width.ts';

/** A preview that is not of the scaling: its data, and the picture of it. */
interface DescribedPreview {
  readonly data: object;
  readonly picture: Picture;
}

/** Previews the balancing or the cache of a plan, and writes what was asked for. */
export async function previewPicture(
  shell: Shell,
  plan: Plan,
  kind: 'balancing' | 'cache',
  options: PreviewOptions,
  outputs: readonly Output[],
): Promise<void> {
  if (options.assert.length > 0 || options.against !== undefined) {
    throw new CliFailure(`--assert and --against are for the scaling; leave out --kind ${kind}, or them.`);
  }
  const { renderTableCsv, showCell } = await import('@tsk/runtime/charts');
  const described = kind === 'balancing' ? await tryBalancing(plan, options) : await tryCache(shell, plan, options);
  const { data, picture } = described;
  const paint = outputs.some(({ file }) => file === '-')
    ? paintFor(shell, shell.out)
    : (_styles: readonly unknown[], text: string): string => text;
  const [table] = picture.tables;
  await writeOutputs(shell, outputs, {
    text: () => renderPictureText(picture, showCell, layoutWidth(shell), paint),
    json: () => `${JSON.stringify(data, null, 2)}\n`,
    csv: () => (table === undefined ? '' : renderTableCsv(table)),
    picture: () => picture,
  });
}

async function tryBalancing(plan: Plan, options: PreviewOptions): Promise<DescribedPreview> {
  const { policy: algorithms, peak: rate, duration: durationMs, seed } = options;
  const outcome = previewBalancing(plan, {
    seed,
    ...(algorithms.length === 0 ? {} : { algorithms }),
    ...(rate === undefined ? {} : { rate }),
    ...(durationMs === undefined ? {} : { durationMs }),
  });
  if (!outcome.ok) throw new CliFailure(outcome.message);
  const { describeBalancing } = await import('@tsk/runtime/charts');
  return { data: outcome.preview, picture: describeBalancing(outcome.preview) };
}

/** Requests where none are recorded: few things that are asked for often, as on most sites. */
const usualRequests = { kind: 'zipf', objects: 20_000, exponent: 0.9, requests: 50_000, meanBytes: 4096 } as const;

async function tryCache(shell: Shell, plan: Plan, options: PreviewOptions): Promise<DescribedPreview> {
  const { trace, policy: policies, seed } = options;
  const requests: CacheRequests =
    trace === undefined
      ? { ...usualRequests, seed }
      : { kind: 'trace', name: trace, text: await readText(shell, trace) };
  const outcome = previewCache(plan, { requests, ...(policies.length === 0 ? {} : { policies }) });
  if (!outcome.ok) throw new CliFailure(outcome.message);
  const { describeCache } = await import('@tsk/runtime/charts');
  return { data: outcome.preview, picture: describeCache(outcome.preview) };
}
