import type { Picture } from '@tsk/runtime/charts';
import type { BalancingRequest, CacheRequest, PreviewRequest } from '@tsk/runtime/simulate';
import { type Location, type Position, ProtocolRequestType, type Range } from 'vscode-languageserver';

/** What every request for a picture has. */
interface PictureOf<Request> {
  /** A document of the configuration. */
  readonly uri: string;
  /** The version of the document that is meant; a server that knows a newer one answers ContentModified. */
  readonly version?: number;
  /** What is not said is as usual. */
  readonly request?: Request;
}

/** Texts of another time, such as those of the last commit, to compare with. */
export interface OtherTexts {
  /** What to call them: "last commit". */
  readonly name: string;
  /** By URI; null where there was no such file. Files that are not named are as they are now. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** Asks for the picture of a simulation. */
export interface ScalingPictureParams extends PictureOf<Partial<PreviewRequest>> {
  readonly against?: OtherTexts;
}

/** Asks for the picture of how requests are spread over instances. */
export type BalancingPictureParams = PictureOf<BalancingRequest>;

/** Asks for the picture of how often a cache has what is asked for. */
export type CachePictureParams = PictureOf<Partial<CacheRequest>>;

/** A setting that can be tried out with other values, and in which range that makes sense. */
export interface PreviewSetting {
  /** JSON pointer into the plan, for `overrides`. */
  readonly pointer: string;
  /** The dotted key in a document. */
  readonly key: string;
  readonly label: string;
  readonly unit: 'count' | 'ms' | 'ratio' | 'perSecond' | 'factor';
  /** What the document says, or the default; null is chosen by the runtime. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** The first error of a configuration, for a link to it. */
export interface FirstError {
  readonly message: string;
  readonly location: Location;
}

interface AnswerFacts {
  readonly uri: string;
  readonly version: number | null;
  /** How many errors the configuration has: with some, the plan is a guess, and so is the picture. */
  readonly errors: number;
  readonly firstError: FirstError | null;
}

/** A picture and what ties it to the text, or why there is none. */
export type PictureAnswer =
  | (AnswerFacts & {
      readonly ok: true;
      readonly picture: Picture;
      /** Where the settings that the picture speaks of are written, by JSON pointer; defaults have no place. */
      readonly places: Readonly<Record<string, Location>>;
      /** What can be tried out; empty for pictures that have no such settings. */
      readonly settings: readonly PreviewSetting[];
    })
  | (AnswerFacts & { readonly ok: false; readonly message: string });

/** The picture of the simulation of a configuration. A later request for the same document replaces one that waits. */
export const ScalingPictureRequest: ProtocolRequestType<ScalingPictureParams, PictureAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/previewScaling');

/** The picture of how algorithms spread the same requests over the instances of a configuration. */
export const BalancingPictureRequest: ProtocolRequestType<
  BalancingPictureParams,
  PictureAnswer | null,
  never,
  void,
  void
> = new ProtocolRequestType('tsk/previewBalancing');

/** The picture of the hit rates of a configuration's cache by size and eviction policy. */
export const CachePictureRequest: ProtocolRequestType<CachePictureParams, PictureAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/previewCache');

/** Asks for the numbers of a preview as a file. */
export type PreviewDataParams = (
  | ({ readonly view: 'scaling' } & ScalingPictureParams)
  | ({ readonly view: 'balancing' } & BalancingPictureParams)
  | ({ readonly view: 'cache' } & CachePictureParams)
) & { readonly format: 'csv' | 'json' };

/** A file, or why there is none. */
export type PreviewDataAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The numbers of a preview as CSV or JSON. */
export const PreviewDataRequest: ProtocolRequestType<PreviewDataParams, PreviewDataAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/previewData');

/** The dotted key at a position of a document; null where there is none. */
export const KeyAtRequest: ProtocolRequestType<
  { uri: string; position: Position },
  { key: string } | null,
  never,
  void,
  void
> = new ProtocolRequestType('tsk/keyAt');

/** Asks how settings are written into the documents of a configuration. */
export interface WriteSettingsParams {
  readonly uri: string;
  /** New values by JSON pointer into the plan, in the units of the plan. */
  readonly values: Readonly<Record<string, number>>;
}

/** The edits, or why a value cannot be written. */
export type WriteSettingsAnswer =
  | {
      readonly ok: true;
      readonly edits: readonly { readonly uri: string; readonly range: Range; readonly newText: string }[];
    }
  | { readonly ok: false; readonly message: string };

/** The edits that write values where the settings stand, or into the table that they belong to. */
export const WriteSettingsRequest: ProtocolRequestType<
  WriteSettingsParams,
  WriteSettingsAnswer | null,
  never,
  void,
  void
> = new ProtocolRequestType('tsk/writeSettings');

/** A name with one sentence that says what it stands for. */
export interface PreviewChoice {
  readonly name: string;
  readonly summary: string;
}

/** What a user can choose from in previews. */
export interface PreviewChoices {
  readonly shapes: readonly PreviewChoice[];
  readonly policies: readonly PreviewChoice[];
  readonly algorithms: readonly PreviewChoice[];
  readonly evictionPolicies: readonly PreviewChoice[];
}

/** The shapes of load, scaling rules, balancing algorithms and eviction policies that previews know. */
export const PreviewChoicesRequest: ProtocolRequestType<void, PreviewChoices | null, never, void, void> =
  new ProtocolRequestType('tsk/previewChoices');
