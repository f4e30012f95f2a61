import { resolvePath } from '@tsk/compiler';
import type { Span, Value } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { type DocumentLink, DocumentLinkRequest, DocumentLinkResolveRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** Links in the text: to files that are included, to a schema that is named, to files that settings name. */
export const documentLinks: Feature = {
  name: 'document links',
  capabilities: () => ({ documentLinkProvider: { resolveProvider: true } }),
  requests: [
    answer(DocumentLinkRequest.type, null, ({ textDocument }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      return [...findLinks(document)].map(({ span, path, tooltip }): DocumentLink => {
        const range = document.rangeOf(withoutQuotes(document, span));
        return { range, tooltip, data: resolvePath(document.path, path) };
      });
    }),
    answer(DocumentLinkResolveRequest.type, { range: nowhere() }, (link, { workspace }) => {
      const { data, ...rest } = link;
      return typeof data === 'string' ? { ...rest, target: workspace.uriOf(data) } : link;
    }),
  ],
};

interface FoundLink {
  readonly span: Span;
  readonly path: string;
  readonly tooltip: string;
}

function* findLinks({ document }: SourceDocument): Generator<FoundLink> {
  for (const { path, pathSpan } of document.includes) {
    if (path !== '') yield { span: pathSpan, path, tooltip: 'Open the included file' };
  }
  const { schema } = document;
  if (schema !== undefined && !/^[a-z]{2,}:/i.test(schema.path)) {
    yield { span: schema.span, path: schema.path, tooltip: 'Open the schema' };
  }
  yield* findPaths(document.root, []);
}

/** The texts that a setting's schema calls the path of a file. */
function* findPaths(value: Value, path: readonly string[]): Generator<FoundLink> {
  if (value.kind === 'table') {
    for (const member of value.members.values()) yield* findPaths(member.value, [...path, member.key]);
  } else if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' && isFilePath(path)) {
    yield { span: value.span, path: value.value, tooltip: 'Open the file' };
  }
}

/** Whether the setting at a path holds the path of a file: its description says so in its first words, as its name does in its last. */
function isFilePath(path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  if (!/(?:^|_)(?:file|certificate|private_key|cert|path)$/.test(name)) return false;
  return /\b(?:file|path)\b/i.test(findSetting(path)?.description ?? '');
}

function withoutQuotes({ text }: SourceDocument, { start, end }: Span): Span {
  const isQuoted = /^["']/.test(text.slice(start, end)) && text[end - 1] === text[start] && end - start > 1;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function nowhere(): DocumentLink['range'] {
  return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}
