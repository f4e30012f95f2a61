import { buildDocument } from './document/build-document.ts';
import type { Document } from './document/document.ts';
import { type ParseOptions, parse } from './syntax/parse.ts';

/** Turns a text into its document: `parse` and `buildDocument` in one. Never fails; see the document's diagnostics. */
export function parseDocument(text: string, options: ParseOptions): Document {
  return buildDocument(parse(text, options));
}
