import { buildLineIndex } from '@tsk/parser';
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { classifyTokens } from '../tokens/classify.ts';
import { legend, tokenModifiers, tokenTypes } from '../tokens/legend.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How many documents are remembered for what changes in them. */
const maxRemembered = 32;

/** What each document was last told, by URI: a difference is made to that. */
const remembered = new WeakMap<Workspace, Map<string, SemanticTokensBuilder>>();

/** What each word of a text means, for its colour: whole, of a part, and as a difference to the last answer. */
export const semanticTokens: Feature = {
  name: 'semantic tokens',
  capabilities: () => ({ semanticTokensProvider: { legend, full: { delta: true }, range: true } }),
  requests: [
    answer(SemanticTokensRequest.type, null, ({ textDocument }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const builder = new SemanticTokensBuilder();
      push(builder, document, 0, document.text.length);
      remember(workspace, document.uri, builder);
      return builder.build();
    }),
    answer(SemanticTokensDeltaRequest.type, null, ({ textDocument, previousResultId }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const builder = remembered.get(workspace)?.get(document.uri) ?? new SemanticTokensBuilder();
      builder.previousResult(previousResultId);
      push(builder, document, 0, document.text.length);
      remember(workspace, document.uri, builder);
      return builder.buildEdits();
    }),
    answer(SemanticTokensRangeRequest.type, null, ({ textDocument, range }, { workspace }): SemanticTokens | null => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const { start, end } = document.spanOf(range);
      const builder = new SemanticTokensBuilder();
      push(builder, document, start, end);
      return { data: builder.build().data };
    }),
  ],
};

function remember(workspace: Workspace, uri: string, builder: SemanticTokensBuilder): void {
  const builders = remembered.get(workspace) ?? new Map<string, SemanticTokensBuilder>();
  remembered.set(workspace, builders);
  builders.delete(uri);
  builders.set(uri, builder);
  const [oldest] = builders.keys();
  if (builders.size > maxRemembered && oldest !== undefined) builders.delete(oldest);
}

/** Adds the tokens of a part; one that spans lines is added line by line, as the protocol asks for. */
function push(builder: SemanticTokensBuilder, document: SourceDocument, from: number, to: number): void {
  const { text } = document;
  for (const { start, end, type, modifiers } of classifyTokens(document.tree, from, to)) {
    const kind = tokenTypes.indexOf(type);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    for (const [lineStart, lineEnd] of linesOf(text, start, end)) {
      const { line, character } = document.positionAt(lineStart);
      const length = document.positionAt(lineEnd).character - character;
      if (length > 0) builder.push(line, character, length, kind, bits);
    }
  }
}

/** The parts of a stretch of text that are on one line each, without the line breaks. */
function* linesOf(text: string, start: number, end: number): Generator<readonly [start: number, end: number]> {
  const part = text.slice(start, end);
  if (!/[\r\n]/.test(part)) {
    yield [start, end];
    return;
  }
  const index = buildLineIndex(part);
  for (let line = 1; line <= index.lineCount; line++) {
    const lineStart = index.lineStart(line);
    yield [start + lineStart, start + index.offsetAt({ line, column: Number.MAX_SAFE_INTEGER })];
  }
}
