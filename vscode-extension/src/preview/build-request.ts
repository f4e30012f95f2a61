import type {
  BalancingPictureParams,
  CachePictureParams,
  OtherTexts,
  PreviewDataParams,
  ScalingPictureParams,
} from '@tsk/language-server/requests';
import type { ViewState } from './view-state.ts';

/** Texts that a request needs beside the state. */
export interface RequestTexts {
  /** The text of the chosen trace, where one is chosen. */
  readonly trace: string | undefined;
  /** The texts of the last commit, where it is compared with. */
  readonly commit: OtherTexts | undefined;
}

type Without<Params> = Omit<Params, 'version'>;

/** A request for a picture: its method and parameters. */
export type BuiltRequest =
  | { readonly view: 'scaling'; readonly method: 'tsk/previewScaling'; readonly params: Without<ScalingPictureParams> }
  | {
      readonly view: 'balancing';
      readonly method: 'tsk/previewBalancing';
      readonly params: Without<BalancingPictureParams>;
    }
  | { readonly view: 'cache'; readonly method: 'tsk/previewCache'; readonly params: Without<CachePictureParams> };

const hourMs = 3_600_000;

/** Requests that a cache is tried out with: so many that a picture is there in less than a second. */
const cacheRequests = 40_000;

/** What to ask the server for, so that the picture is what the user has set. */
export function buildRequest(state: ViewState, texts: RequestTexts): BuiltRequest {
  switch (state.view) {
    case 'scaling':
      return { view: 'scaling', method: 'tsk/previewScaling', params: scalingParams(state, texts) };
    case 'balancing':
      return { view: 'balancing', method: 'tsk/previewBalancing', params: balancingParams(state) };
    case 'cache':
      return { view: 'cache', method: 'tsk/previewCache', params: cacheParams(state, texts) };
  }
}

/** The same as a file. */
export function buildDataRequest(state: ViewState, texts: RequestTexts, format: 'csv' | 'json'): PreviewDataParams {
  const built = buildRequest(state, texts);
  switch (built.view) {
    case 'scaling':
      return { view: built.view, format, ...built.params };
    case 'balancing':
      return { view: built.view, format, ...built.params };
    case 'cache':
      return { view: built.view, format, ...built.params };
  }
}

function scalingParams(state: ViewState, { trace, commit }: RequestTexts): Without<ScalingPictureParams> {
  const { uri, shape, peak, hours, policies, tried } = state;
  const peaked = peak === null ? {} : { peak };
  const isTried = Object.keys(tried).length > 0;
  // Beside values that are tried out there is what they would replace.
  const against = commit ?? (isTried ? { name: 'as written', files: {} } : undefined);
  return {
    uri,
    request: {
      load:
        state.trace !== null && trace !== undefined
          ? { kind: 'trace', name: state.trace.name, text: trace, ...peaked }
          : { kind: 'shape', shape, ...peaked },
      ...(hours === null ? {} : { durationMs: hours * hourMs }),
      ...(isTried ? { overrides: tried } : {}),
      ...(policies.length > 0 ? { policies } : {}),
    },
    ...(against === undefined ? {} : { against }),
  };
}

function balancingParams({ uri, balancing }: ViewState): Without<BalancingPictureParams> {
  const { algorithms, utilisation, trouble } = balancing;
  return {
    uri,
    request: {
      utilisation,
      algorithms,
      ...(trouble === 'fails' ? {} : { failure: null }),
      ...(trouble === 'slow' ? { lastSpeed: 0.5 } : {}),
    },
  };
}

function cacheParams({ uri, cache }: ViewState, { trace }: RequestTexts): Without<CachePictureParams> {
  const { policies, exponent, objects } = cache;
  const file = cache.trace;
  return {
    uri,
    request: {
      requests:
        file !== null && trace !== undefined
          ? { kind: 'trace', name: file.name, text: trace }
          : { kind: 'zipf', exponent, objects, requests: cacheRequests, meanBytes: 16_384, seed: 1 },
      policies,
    },
  };
}
