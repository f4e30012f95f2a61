import type { Picture } from '@tsk/runtime/charts';
import { decodePlan, type Plan } from '@tsk/schemas/plan';
import type { RequestContext } from '../feature.ts';
import type {
  BalancingPictureParams,
  CachePictureParams,
  OtherTexts,
  PictureAnswer,
  PreviewSetting,
  ScalingPictureParams,
} from '../preview-requests.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Configuration } from '../workspace/workspace.ts';
import { analyzeWith } from './analyze-with.ts';
import { countErrors } from './count-errors.ts';
import { findValueSpan } from './find-value-span.ts';
import { listPreviewSettings } from './list-preview-settings.ts';
import type { PreviewResult, SimulationRequest } from './simulator.ts';
import { takeTurn } from './take-turn.ts';
import { usualCacheRequests } from './usual-cache-requests.ts';

/** What is drawn, or why nothing is. */
type Drawn =
  | {
      readonly ok: true;
      readonly picture: Picture;
      readonly places?: PreviewResult['places'];
      readonly settings?: readonly PreviewSetting[];
    }
  | { readonly ok: false; readonly message: string };

/** Draws the simulation of a document's configuration, beside that of other texts where there are some. */
export async function makeScalingPicture(
  params: ScalingPictureParams,
  context: RequestContext,
): Promise<PictureAnswer | null> {
  const { runPreview, describeSimulation } = await import('./simulator.ts');
  return answerPicture('scaling', params, context, (plan, configuration) => {
    const request: SimulationRequest = { ...params.request, load: params.request?.load ?? usualLoad };
    const outcome = runPreview(plan, request);
    if (!outcome.ok) return outcome;
    const { result } = outcome;
    const { overrides: _tried, policies: _beside, ...plain } = request;
    const other = params.against === undefined ? undefined : otherPlan(configuration, params.against, context);
    const before = other === undefined ? undefined : runPreview(other, plain);
    const against =
      params.against !== undefined && before?.ok === true
        ? { against: { name: params.against.name, result: before.result } }
        : {};
    const picture = describeSimulation(result, against);
    return { ok: true, picture, places: result.places, settings: listPreviewSettings(plan, result.places) };
  });
}

/** Draws how algorithms spread requests over the instances of a document's configuration. */
export async function makeBalancingPicture(
  params: BalancingPictureParams,
  context: RequestContext,
): Promise<PictureAnswer | null> {
  const { previewBalancing, describeBalancing } = await import('./simulator.ts');
  return answerPicture('balancing', params, context, (plan) => {
    const request = withOwn(params.request ?? {}, 'algorithms', plan.balancing.algorithm);
    const outcome = previewBalancing(plan, request);
    return outcome.ok ? { ok: true, picture: describeBalancing(outcome.preview) } : outcome;
  });
}

/** Draws the hit rates of the cache of a document's configuration. */
export async function makeCachePicture(
  params: CachePictureParams,
  context: RequestContext,
): Promise<PictureAnswer | null> {
  const { previewCache, describeCache } = await import('./simulator.ts');
  return answerPicture('cache', params, context, (plan) => {
    const request = withOwn(params.request ?? {}, 'policies', plan.cache.response.policy);
    const outcome = previewCache(plan, { requests: usualCacheRequests, ...request });
    return outcome.ok ? { ok: true, picture: describeCache(outcome.preview) } : outcome;
  });
}

/** What the plan has is shown, whatever else is asked for. */
function withOwn<Name extends string, Request extends { readonly [name in Name]?: readonly string[] }>(
  request: Request,
  name: Name,
  own: string,
): Request {
  const asked = request[name];
  return asked === undefined ? request : { ...request, [name]: [...new Set([own, ...asked])] };
}

/** The load of a simulation where none is said. */
export const usualLoad: SimulationRequest['load'] = { kind: 'shape', shape: 'diurnal' };

async function answerPicture(
  kind: string,
  params: { readonly uri: string; readonly version?: number },
  context: RequestContext,
  draw: (plan: Plan, configuration: Configuration) => Drawn,
): Promise<PictureAnswer | null> {
  const document = await takeTurn(kind, params, context);
  if (document === undefined) return null;
  const configuration = context.workspace.configurationOf(document);
  const facts = {
    uri: params.uri,
    version: document.version ?? null,
    errors: countErrors(configuration),
    firstError: findFirstError(configuration, document, context),
  };
  const decoded = decodePlan(configuration.analysis.plan, { env: {} });
  if (!decoded.ok) return { ...facts, ok: false, message: decoded.problems[0]?.message ?? 'There is no plan.' };
  const drawn = draw(decoded.plan, configuration);
  if (!drawn.ok) return { ...facts, ok: false, message: drawn.message };
  const { picture, places = {}, settings = [] } = drawn;
  return { ...facts, ok: true, picture, places: locate(places, configuration), settings };
}

function locate(
  places: PreviewResult['places'],
  configuration: Configuration,
): Extract<PictureAnswer, { ok: true }>['places'] {
  const found = Object.values(places).flatMap(({ pointer, origin }) => {
    const value = origin === undefined ? undefined : findValueSpan(configuration, origin);
    if (value === undefined) return [];
    return [[pointer, { uri: value.document.uri, range: value.document.rangeOf(value.span) }] as const];
  });
  return Object.fromEntries(found);
}

/** The first error of the document itself where it has one, else the first of its configuration. */
function findFirstError(
  { analysis }: Configuration,
  { path }: SourceDocument,
  { workspace }: RequestContext,
): PictureAnswer['firstError'] {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const first = errors.find(({ file }) => file === path) ?? errors[0];
  const location = first === undefined ? undefined : workspace.locate(first);
  return first === undefined || location === undefined ? null : { message: first.message, location };
}

function otherPlan(
  configuration: Configuration,
  { files }: OtherTexts,
  { workspace }: RequestContext,
): Plan | undefined {
  const decoded = decodePlan(analyzeWith(configuration, files, workspace).plan, { env: {} });
  return decoded.ok ? decoded.plan : undefined;
}
