import type {
  BalancingPictureParams,
  CachePictureParams,
  PreviewDataParams,
  ScalingPictureParams,
  WriteSettingsParams,
} from '../preview-requests.ts';
import { readPreviewParams } from './read-preview-params.ts';
import { isRecord, refuseParams } from './refuse-params.ts';

type Rule = readonly [expected: string, isRight: (value: unknown) => boolean];

const number: Rule = ['a number', (value) => typeof value === 'number' && Number.isFinite(value)];
const names: Rule = [
  'a list of names',
  (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
];
const record: Rule = ['an object', isRecord];

/** Reads the parameters of the picture of a simulation. */
export function readScalingParams(given: unknown): ScalingPictureParams {
  const { uri, version, request, rest } = readCommon('tsk/previewScaling', given);
  const { uri: _uri, ...read } = readPreviewParams({ ...request, uri });
  const { against } = rest;
  if (against === undefined || against === null) return { uri, ...version, request: read };
  const isTexts =
    isRecord(against) &&
    typeof against['name'] === 'string' &&
    isRecord(against['files']) &&
    Object.values(against['files']).every((text) => text === null || typeof text === 'string');
  if (!isTexts) return refuseParams('`against` of tsk/previewScaling must be `{ name, files }`, with texts by URI.');
  // Its members were looked at just now.
  return {
    uri,
    ...version,
    request: read,
    against: against as unknown as NonNullable<ScalingPictureParams['against']>,
  };
}

/** Reads the parameters of the picture of the balancing. */
export function readBalancingParams(given: unknown): BalancingPictureParams {
  const { uri, version, request } = readCommon('tsk/previewBalancing', given);
  const read = readMembers('tsk/previewBalancing', request, {
    algorithms: names,
    rate: number,
    utilisation: ['a share above 0', (value) => typeof value === 'number' && value > 0],
    lastSpeed: ['a number above 0', (value) => typeof value === 'number' && value > 0],
    durationMs: ['a number above 0', (value) => typeof value === 'number' && value > 0],
    failure: ['`null` or `{ instance, fromMs, toMs }`', (value) => value === null || isFailure(value)],
    clients: number,
    seed: number,
  });
  return { uri, ...version, request: read };
}

/** Reads the parameters of the picture of the cache. */
export function readCacheParams(given: unknown): CachePictureParams {
  const { uri, version, request } = readCommon('tsk/previewCache', given);
  const read = readMembers('tsk/previewCache', request, {
    policies: names,
    requests: [
      '`{ kind: "zipf", objects, exponent, requests, meanBytes, seed }` or `{ kind: "trace", name, text }`',
      isCacheRequests,
    ],
  });
  return { uri, ...version, request: read };
}

/** Reads the parameters of a preview as a file. */
export function readDataParams(given: unknown): PreviewDataParams {
  const { view, format } = isRecord(given) ? given : {};
  if (format !== 'csv' && format !== 'json')
    return refuseParams('`format` of tsk/previewData must be "csv" or "json".');
  if (view === 'scaling') return { view, format, ...readScalingParams(given) };
  if (view === 'balancing') return { view, format, ...readBalancingParams(given) };
  if (view === 'cache') return { view, format, ...readCacheParams(given) };
  return refuseParams('`view` of tsk/previewData must be "scaling", "balancing" or "cache".');
}

/** Reads the parameters of writing settings. */
export function readWriteParams(given: unknown): WriteSettingsParams {
  const { uri, rest } = readCommon('tsk/writeSettings', given);
  const { values } = rest;
  const isRight = isRecord(values) && Object.values(values).every((value) => number[1](value));
  if (!isRight) return refuseParams('`values` of tsk/writeSettings must be an object of numbers by JSON pointer.');
  return { uri, values: values as WriteSettingsParams['values'] };
}

function readCommon(
  method: string,
  given: unknown,
): {
  readonly uri: string;
  readonly version: { readonly version?: number };
  readonly request: Readonly<Record<string, unknown>>;
  readonly rest: Readonly<Record<string, unknown>>;
} {
  if (!isRecord(given) || typeof given['uri'] !== 'string') {
    return refuseParams(`${method} takes an object with the \`uri\` of a document.`);
  }
  const { uri, version, request } = given;
  const { version: own } = readMembers(method, { version }, { version: number });
  const { request: asked } = readMembers(method, { request }, { request: record });
  return {
    uri,
    version: typeof own === 'number' ? { version: own } : {},
    request: isRecord(asked) ? asked : {},
    rest: given,
  };
}

/** The known members that are there, each of them right. */
function readMembers(
  method: string,
  given: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
): Readonly<Record<string, unknown>> {
  const stated = Object.keys(rules).filter((name) => given[name] !== undefined);
  for (const name of stated) {
    const [expected, isRight] = rules[name] ?? number;
    if (!isRight(given[name])) return refuseParams(`\`${name}\` of ${method} must be ${expected}.`);
  }
  return Object.fromEntries(stated.map((name) => [name, given[name]]));
}

function isFailure(value: unknown): boolean {
  return isRecord(value) && ['instance', 'fromMs', 'toMs'].every((name) => number[1](value[name]));
}

function isCacheRequests(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'trace') return typeof value['name'] === 'string' && typeof value['text'] === 'string';
  const figures = ['objects', 'exponent', 'requests', 'meanBytes', 'seed'];
  return value['kind'] === 'zipf' && figures.every((name) => number[1](value[name]));
}
