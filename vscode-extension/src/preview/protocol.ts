import type { PreviewChoices, PreviewSetting } from '@tsk/language-server/requests';
import type { Picture } from '@tsk/runtime/charts';
import { membersOf, readState, type View, type ViewState } from './view-state.ts';

/** The version of the messages between the extension and the page; a page of another version is not listened to. */
export const protocolVersion = 1;

/** What the page says above a picture that is not what the document says now. */
export interface Notice {
  readonly text: string;
  /** Whether there is a place in the text to go to. */
  readonly hasPlace: boolean;
}

/** Formats of a picture and of its numbers. */
export type ExportFormat = 'svg' | 'png' | 'png2x' | 'csv' | 'json';

/** What the extension tells the page. */
export type ToPage =
  | { readonly kind: 'state'; readonly state: ViewState; readonly choices: PreviewChoices; readonly file: string }
  | {
      readonly kind: 'picture';
      readonly view: View;
      /** The version of the document that it was drawn from. */
      readonly documentVersion: number | null;
      readonly picture: Picture;
      readonly settings: readonly PreviewSetting[];
      /** The pointers of settings that are written in a document. */
      readonly written: readonly string[];
      readonly notice: Notice | null;
    }
  /** There is no new picture: the last one stays, and says that it is old. */
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** The key that the cursor is at; null where it is at none. `moves` brings it into sight. */
  | { readonly kind: 'highlight'; readonly key: string | null; readonly moves: boolean }
  /** Asks for the picture in a format that the page makes. */
  | { readonly kind: 'render'; readonly format: 'svg' | 'png' | 'png2x' };

/** What the page tells the extension. */
export type FromPage =
  /** The page is there; with what it was before, where it was closed for a while. */
  | { readonly kind: 'ready'; readonly state: ViewState | undefined }
  | { readonly kind: 'change'; readonly state: ViewState }
  /** Shows where a setting is written. */
  | { readonly kind: 'reveal'; readonly pointer: string; readonly key: string }
  | { readonly kind: 'revealError' }
  /** Writes the values that are tried out into the document. */
  | { readonly kind: 'write' }
  | { readonly kind: 'chooseTrace' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  /** SVG as text, PNG in base 64. */
  | { readonly kind: 'rendered'; readonly format: 'svg' | 'png' | 'png2x'; readonly data: string };

/** A message with its version, as it is sent. */
export type Sent<Message> = Message & { readonly version: typeof protocolVersion };

const formats: readonly ExportFormat[] = ['svg', 'png', 'png2x', 'csv', 'json'];

/** Reads a message of the page; undefined for anything that is none. */
export function readFromPage(message: unknown): FromPage | undefined {
  const given = membersOf(message);
  if (given['version'] !== protocolVersion) return undefined;
  const state = readState(given['state']);
  const format = formats.find((one) => one === given['format']);
  switch (given['kind']) {
    case 'ready':
      return { kind: 'ready', state };
    case 'change':
      return state === undefined ? undefined : { kind: 'change', state };
    case 'reveal': {
      const { pointer, key } = given;
      return typeof pointer === 'string' && typeof key === 'string' ? { kind: 'reveal', pointer, key } : undefined;
    }
    case 'revealError':
      return { kind: 'revealError' };
    case 'write':
      return { kind: 'write' };
    case 'chooseTrace':
      return { kind: 'chooseTrace' };
    case 'export':
      return format === undefined ? undefined : { kind: 'export', format };
    case 'rendered': {
      const { data } = given;
      const isPicture = format === 'svg' || format === 'png' || format === 'png2x';
      return isPicture && typeof data === 'string' ? { kind: 'rendered', format, data } : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether something that a page received is a message of an extension of its version. The extension is trusted in what it holds. */
export function isToPage(message: unknown): message is Sent<ToPage> {
  return membersOf(message)['version'] === protocolVersion && typeof membersOf(message)['kind'] === 'string';
}
