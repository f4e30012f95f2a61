import type { PlanFile, Topic } from '@tsk/compiler';
import type { Picture } from '@tsk/runtime/charts';
import type { PreviewResult, PreviewRequest as SimulationRequest } from '@tsk/runtime/simulate';
import { type Location, type Position, ProtocolRequestType } from 'vscode-languageserver';

export {
  type BalancingPictureParams,
  BalancingPictureRequest,
  type CachePictureParams,
  CachePictureRequest,
  type FirstError,
  KeyAtRequest,
  type OtherTexts,
  type PictureAnswer,
  type PreviewChoice,
  type PreviewChoices,
  PreviewChoicesRequest,
  type PreviewDataAnswer,
  type PreviewDataParams,
  PreviewDataRequest,
  type PreviewSetting,
  type ScalingPictureParams,
  ScalingPictureRequest,
  type WriteSettingsAnswer,
  type WriteSettingsParams,
  WriteSettingsRequest,
} from './preview-requests.ts';

/** A name in a folder of the client. */
export interface ClientFolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Asks the client for a file, of a server whose machine does not have it. Null where there is none. */
export const ReadFileRequest: ProtocolRequestType<{ uri: string }, string | null, never, void, void> =
  new ProtocolRequestType('tsk/readFile');

/** Asks the client for the names in a folder; none where there is no folder. */
export const ListFolderRequest: ProtocolRequestType<{ uri: string }, readonly ClientFolderEntry[], never, void, void> =
  new ProtocolRequestType('tsk/listFolder');

/** What a preview is asked for. What is left out of the simulation's request is as usual: a day of the diurnal load. */
export interface PreviewParams extends Partial<SimulationRequest> {
  /** A document of the configuration. */
  readonly uri: string;
  /** The version of the document that is meant; a server that knows a newer one answers ContentModified. */
  readonly version?: number;
}

/** The simulation of a configuration with its picture, or why there is none. */
export type PreviewAnswer =
  | {
      readonly ok: true;
      readonly uri: string;
      readonly version: number | null;
      /** How many errors the configuration has: with some, the plan is a guess, and so is the simulation. */
      readonly errors: number;
      readonly result: PreviewResult;
      readonly picture: Picture;
    }
  | { readonly ok: false; readonly uri: string; readonly version: number | null; readonly message: string };

/** Simulates the configuration of a document. A later request for the same document replaces one that waits. */
export const PreviewRequest: ProtocolRequestType<PreviewParams, PreviewAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/preview');

/** The compiled plan of a document's configuration. */
export interface PlanAnswer {
  readonly version: number | null;
  /** How many errors the configuration has: with some, the plan is a guess, and nothing would be emitted. */
  readonly errors: number;
  readonly plan: PlanFile;
  /** Where each value of the plan was written, by JSON pointer; defaults have no place. */
  readonly places: Readonly<Record<string, Location>>;
}

/** The plan that a document's configuration compiles to, with its source map. Null for a document that is not known. */
export const PlanRequest: ProtocolRequestType<{ uri: string }, PlanAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/plan');

/** What is to be explained: something by its name, or what is at a position. */
export type ExplainParams = { readonly topic: string } | { readonly uri: string; readonly position: Position };

/** A page of Markdown, the topics among which a name does not choose, or what may be meant. */
export type ExplainAnswer =
  | { readonly kind: 'found'; readonly topic: Topic; readonly markdown: string }
  | { readonly kind: 'several'; readonly candidates: readonly Topic[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly suggestion: string | null };

/** Explains a diagnostic code, a setting or an operator. */
export const ExplainRequest: ProtocolRequestType<ExplainParams, ExplainAnswer | null, never, void, void> =
  new ProtocolRequestType('tsk/explain');

/** What all configurations of a workspace come to. */
export interface WorkspaceCheck {
  readonly configurations: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  /** The files that have errors or warnings, by URI. */
  readonly troubled: readonly string[];
}

/** Checks every configuration of the workspace and counts the findings. */
export const CheckWorkspaceRequest: ProtocolRequestType<void, WorkspaceCheck | null, never, void, void> =
  new ProtocolRequestType('tsk/checkWorkspace');
