import { formatOptionsFor } from '@tsk/compiler';
import { type FormatOptions, formatEdits, type Span } from '@tsk/parser';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  type FormattingOptions,
  type TextEdit,
} from 'vscode-languageserver';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** Formatting of a whole file, of parts of it, and of what was just typed. What cannot be read is left as it is. */
export const formatting: Feature = {
  name: 'formatting',
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: { rangesSupport: true },
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: [']', '\n'] },
  }),
  requests: [
    answer(DocumentFormattingRequest.type, null, ({ textDocument, options }, context) => {
      const document = findFormatted(textDocument.uri, context);
      return document === undefined ? null : edit(document, options, context, undefined);
    }),
    answer(DocumentRangeFormattingRequest.type, null, ({ textDocument, options, range }, context) => {
      const document = findFormatted(textDocument.uri, context);
      return document === undefined ? null : edit(document, options, context, document.spanOf(range));
    }),
    answer(DocumentRangesFormattingRequest.type, null, ({ textDocument, options, ranges }, context) => {
      const document = findFormatted(textDocument.uri, context);
      if (document === undefined) return null;
      const edits = ranges.flatMap((range) => edit(document, options, context, document.spanOf(range)));
      // Ranges may touch the same statement, whose edits must not be made twice.
      return [...new Map(edits.map((one) => [JSON.stringify(one), one])).values()];
    }),
    answer(DocumentOnTypeFormattingRequest.type, null, ({ textDocument, position, ch, options }, context) => {
      const document = findFormatted(textDocument.uri, context);
      if (document === undefined) return null;
      if (ch !== '\n') return edit(document, options, context, spanBefore(document, document.offsetAt(position)));
      // The line that was left is formatted; the new one belongs to whoever is typing there.
      if (position.line === 0) return [];
      const start = document.offsetAt({ line: position.line - 1, character: 0 });
      const end = document.offsetAt({ line: position.line - 1, character: Number.MAX_SAFE_INTEGER });
      return edit(document, options, context, { start, end }).filter(({ range }) => range.end.line < position.line);
    }),
  ],
};

/** The brackets that the character before an offset closes; that character alone where it closes none. */
function spanBefore({ text }: SourceDocument, offset: number): Span {
  const closer = text[offset - 1];
  const opener = closer === '}' ? '{' : '[';
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    if (text[at] === closer) depth++;
    else if (text[at] === opener && --depth === 0) return { start: at, end: offset };
  }
  return { start: offset - 1, end: offset };
}

function findFormatted(uri: string, { workspace, settings }: RequestContext): SourceDocument | undefined {
  return settings.format.enabled ? workspace.findDocument(uri) : undefined;
}

function edit(
  document: SourceDocument,
  options: FormattingOptions,
  context: RequestContext,
  range: Span | undefined,
): TextEdit[] {
  return formatEdits(document.tree, readOptions(options, document, context), range).map(({ span, newText }) => ({
    range: document.rangeOf(span),
    newText,
  }));
}

/** What the project says counts over what the user says, and that over what the editor says. */
function readOptions(
  { tabSize, insertSpaces, insertFinalNewline }: FormattingOptions,
  document: SourceDocument,
  { workspace, settings }: RequestContext,
): FormatOptions {
  const project = workspace.settingsOf(document);
  return {
    indentSize: settings.format.indent ?? tabSize,
    useTabs: !insertSpaces,
    ...(insertFinalNewline === undefined ? {} : { finalNewline: insertFinalNewline }),
    ...(project === undefined ? {} : formatOptionsFor(project)),
  };
}
