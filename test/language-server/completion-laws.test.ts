import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  HoverRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  SignatureHelpRequest,
  TypeDefinitionRequest,
} from 'vscode-languageserver';
import { completion } from '../../language-server/src/features/completion.ts';
import { definition } from '../../language-server/src/features/definition.ts';
import { documentHighlight } from '../../language-server/src/features/document-highlight.ts';
import { hover } from '../../language-server/src/features/hover.ts';
import { inlayHints } from '../../language-server/src/features/inlay-hints.ts';
import { references } from '../../language-server/src/features/references.ts';
import { rename } from '../../language-server/src/features/rename.ts';
import { signatureHelp } from '../../language-server/src/features/signature-help.ts';
import { typeDefinition } from '../../language-server/src/features/type-definition.ts';
import { withServer } from './ask.ts';
import type { TestServer } from './harness.ts';

const features = [
  completion,
  hover,
  definition,
  typeDefinition,
  references,
  documentHighlight,
  rename,
  signatureHelp,
  inlayHints,
];
const folder = join(import.meta.dirname, '../fixtures/compile/founding');
const founding = readdirSync(folder).filter((name) => name.endsWith('.tsk'));

/** Asks everything at a place. That nothing is logged is what `withServer` sees to. */
async function askAll(server: TestServer, name: string, line: number, character: number): Promise<void> {
  const textDocument = { uri: server.uri(name) };
  const at = { textDocument, position: { line, character } };
  await Promise.all([
    server.request(CompletionRequest.type, at),
    server.request(HoverRequest.type, at),
    server.request(DefinitionRequest.type, at),
    server.request(TypeDefinitionRequest.type, at),
    server.request(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }),
    server.request(DocumentHighlightRequest.type, at),
    server.request(SignatureHelpRequest.type, at),
    server.request(PrepareRenameRequest.type, at).catch((refusal: Error) => expect(refusal.message).toMatch(/\.$/)),
  ]);
}

describe('at any place of a founding document', () => {
  it.each(founding)('%s: every request is answered, and every key is explained', async (name) => {
    const files = Object.fromEntries(founding.map((one) => [one, readFileSync(join(folder, one), 'utf8')]));
    await withServer({ files, features }, async (server) => {
      const lines = server.text(name).split('\n');
      for (const [line, text] of lines.entries()) {
        await askAll(server, name, line, text.length);
        const key = /^\s*\[?[a-z_]+/.exec(text)?.[0];
        if (key === undefined) continue;
        const at = { textDocument: { uri: server.uri(name) }, position: { line, character: key.length - 1 } };
        expect(await server.request(HoverRequest.type, at), text).not.toBeNull();
        expect(await server.request(TypeDefinitionRequest.type, at), text).not.toBeNull();
      }
    });
  });

  it.each(founding)('%s: every request is answered, wherever the text breaks off', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    await withServer({ files: { 'a.tsk': '' }, features }, async (server) => {
      for (let end = 0; end < text.length; end += 23) {
        const part = text.slice(0, end);
        await server.edit('a.tsk', [{ text: part }]);
        const lines = part.split('\n');
        await askAll(server, 'a.tsk', lines.length - 1, lines.at(-1)?.length ?? 0);
        const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
        await server.request(InlayHintRequest.type, { textDocument: { uri: server.uri('a.tsk') }, range });
      }
    });
  });
});

/** Texts that people have half-written, with everything that the language has. */
const pieces = [
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '"',
  "'",
  '$a',
  '@string',
  '.upper',
  '.',
  ',',
  '=',
  ':',
  '>',
  '<',
  '#',
  '\n',
  '  ',
  '- ',
  '${',
  'service',
  'name',
  '30',
  's',
  '@include',
  '"""',
  '|',
  '?',
  '[auto_scaling.',
  '\t',
  'x = ',
];

it('every request is answered in any text', async () => {
  const texts = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 16 }).map((parts) => parts.join(''));
  await withServer({ files: { 'a.tsk': '' }, features }, async (server) => {
    const asks = fc.asyncProperty(texts, fc.double({ min: 0, max: 1, noNaN: true }), async (text, place) => {
      await server.edit('a.tsk', [{ text }]);
      const before = text.slice(0, Math.floor(place * text.length)).split('\n');
      await askAll(server, 'a.tsk', before.length - 1, before.at(-1)?.length ?? 0);
      expect(server.logged).toEqual([]);
    });
    await fc.assert(asks, { numRuns: 300 });
  });
});
