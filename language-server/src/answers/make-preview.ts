import { describeReach } from '@tsk/compiler';
import { decodePlan } from '@tsk/schemas/plan';
import type { RequestContext } from '../feature.ts';
import type { PreviewAnswer, PreviewParams } from '../requests.ts';
import { countErrors } from './count-errors.ts';
import { readPreviewParams } from './read-preview-params.ts';
import type { SimulationRequest } from './simulator.ts';
import { takeTurn } from './take-turn.ts';

/**
 * Simulates the configuration of a document. The simulator is loaded when it is first needed. Answers nothing for a document that is not
 * known; throws ContentModified where the text or a later request has made this one void.
 */
export async function makePreview(given: unknown, context: RequestContext): Promise<PreviewAnswer | null> {
  const params = readPreviewParams(given);
  const { uri } = params;
  const { runPreview, describeSimulation } = await import('./simulator.ts');
  const document = await takeTurn('preview', params, context);
  if (document === undefined) return null;
  const version = document.version ?? null;
  const configuration = context.workspace.configurationOf(document);
  const decoded = decodePlan(configuration.analysis.plan, { env: {} });
  if (!decoded.ok) return { ok: false, uri, version, message: decoded.problems[0]?.message ?? 'There is no plan.' };
  const outcome = runPreview(decoded.plan, requestOf(params));
  if (!outcome.ok) return { ok: false, uri, version, message: outcome.message };
  const { simulation, notes } = outcome.result;
  const reach = describeReach(decoded.plan.scaling, simulation.startUpMs);
  const result = { ...outcome.result, notes: [...notes, ...reach] };
  const errors = countErrors(configuration);
  return { ok: true, uri, version, errors, result, picture: describeSimulation(result) };
}

function requestOf({ uri: _uri, version: _version, ...request }: PreviewParams): SimulationRequest {
  return { ...request, load: request.load ?? { kind: 'shape', shape: 'diurnal' } };
}
