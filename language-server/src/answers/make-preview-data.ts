import { decodePlan, type Plan } from '@tsk/schemas/plan';
import type { RequestContext } from '../feature.ts';
import type { PreviewDataAnswer, PreviewDataParams } from '../preview-requests.ts';
import { unreachable } from '../unreachable.ts';
import { usualLoad } from './make-picture.ts';
import { usualCacheRequests } from './usual-cache-requests.ts';

type Simulator = typeof import('./simulator.ts');

/** The numbers of a preview as a file: each step of a simulation, or the tables of the other previews; or all of it as JSON. */
export async function makePreviewData(
  params: PreviewDataParams,
  { workspace }: RequestContext,
): Promise<PreviewDataAnswer | null> {
  const simulator = await import('./simulator.ts');
  const document = workspace.findDocument(params.uri);
  if (document === undefined) return null;
  const decoded = decodePlan(workspace.configurationOf(document).analysis.plan, { env: {} });
  if (!decoded.ok) return { ok: false, message: decoded.problems[0]?.message ?? 'There is no plan.' };
  return write(decoded.plan, params, simulator);
}

function write(plan: Plan, params: PreviewDataParams, simulator: Simulator): PreviewDataAnswer {
  const { renderCsv, renderTableCsv } = simulator;
  const isCsv = params.format === 'csv';
  const done = (value: unknown, csv: () => string): PreviewDataAnswer => ({
    ok: true,
    text: isCsv ? csv() : `${JSON.stringify(value, null, 2)}\n`,
  });
  switch (params.view) {
    case 'scaling': {
      const outcome = simulator.runPreview(plan, { ...params.request, load: params.request?.load ?? usualLoad });
      return outcome.ok ? done(outcome.result, () => renderCsv(outcome.result)) : outcome;
    }
    case 'balancing': {
      const outcome = simulator.previewBalancing(plan, params.request);
      if (!outcome.ok) return outcome;
      const { preview } = outcome;
      return done(preview, () => simulator.describeBalancing(preview).tables.map(renderTableCsv).join('\n'));
    }
    case 'cache': {
      const outcome = simulator.previewCache(plan, { requests: usualCacheRequests, ...params.request });
      if (!outcome.ok) return outcome;
      const { preview } = outcome;
      return done(preview, () => simulator.describeCache(preview).tables.map(renderTableCsv).join('\n'));
    }
    default:
      return unreachable(params);
  }
}
