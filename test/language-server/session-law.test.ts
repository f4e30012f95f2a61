import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CompletionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { textPositions } from '../../language-server/src/protocol.ts';
import { buildLineIndex } from '../../parser/src/text/line-index.ts';
import { withServer } from './ask.ts';
import type { ServerSetup, TestServer } from './harness.ts';

/** Steps of all sessions together, about; more of them are run by hand: `SESSION_STEPS=5000`. */
const steps = Number(process.env['SESSION_STEPS'] ?? 400);

const sessionLength = 24;

const names = ['a.tsk', 'b.tsk', 'sub/c.tsk'] as const;

const pieces = [
  '[service]\nname = "shop"\n',
  '[auto_scaling]\nenabled = true\n',
  'x = 1\n',
  '$v = 2\n',
  'y = $v + 1\n',
  '@include "sub/c.tsk"\n',
  '@include "b.tsk"\n',
  'list = [1, 2,\n',
  '{ a = 1 }',
  '"',
  '"""',
  '🙂é',
  '#',
  '\n',
  ']',
  '}',
  '[',
];

interface Step {
  readonly name: (typeof names)[number];
  readonly at: number;
  /** Whether the place is brought to the start of its line, where most pieces make sense. */
  readonly isLine: boolean;
  readonly removed: number;
  readonly added: string;
  readonly kind: 'edit' | 'ask' | 'close' | 'whole' | 'disk';
}

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(...names),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  isLine: fc.boolean(),
  removed: fc.oneof(fc.constant(0), fc.nat(12)),
  added: fc.oneof(fc.constantFrom(...pieces), fc.constant('')),
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('edit' as const) },
    { weight: 5, arbitrary: fc.constant('ask' as const) },
    { weight: 1, arbitrary: fc.constantFrom('close' as const, 'whole' as const, 'disk' as const) },
  ),
});

async function take(
  server: TestServer,
  open: Set<string>,
  { name, at, isLine, removed, added, kind }: Step,
): Promise<void> {
  if (kind === 'disk') {
    await server.write(name, added === '' ? undefined : added.repeat(2));
    return;
  }
  if (!open.has(name)) {
    open.add(name);
    await server.open(name);
    return;
  }
  const text = server.text(name);
  const { positionAt } = textPositions(text, () => buildLineIndex(text), 'utf-8');
  const place = Math.floor(at * text.length);
  const start = isLine ? text.lastIndexOf('\n', place - 1) + 1 : place;
  const range = { start: positionAt(start), end: positionAt(Math.min(start + removed, text.length)) };
  const textDocument = { uri: server.uri(name) };
  if (kind === 'edit') await server.edit(name, [{ range, text: added }]);
  if (kind === 'whole') await server.edit(name, [{ text: added.repeat(3) }]);
  if (kind === 'ask') await server.request(HoverRequest.type, { textDocument, position: range.start });
  if (kind === 'close') {
    open.delete(name);
    await server.closeFile(name);
  }
}

/** All that a server says of the files that are open. */
async function stateOf(server: TestServer, open: ReadonlySet<string>): Promise<unknown> {
  const state: unknown[] = [];
  for (const name of [...open].toSorted()) {
    const textDocument = { uri: server.uri(name) };
    const position = { line: 1, character: 1 };
    const { data } = (await server.request(SemanticTokensRequest.type, { textDocument })) ?? { data: [] };
    state.push([
      name,
      await server.diagnostics(name),
      await server.request(DocumentSymbolRequest.type, { textDocument }),
      await server.request(FoldingRangeRequest.type, { textDocument }),
      await server.request(CompletionRequest.type, { textDocument, position }),
      data,
    ]);
  }
  return state;
}

it('after any session a server says what a fresh one says', { timeout: 600_000 }, async () => {
  const capabilities: ServerSetup['capabilities'] = {
    general: { positionEncodings: ['utf-8'] },
    textDocument: { diagnostic: {} },
  };
  const session = fc.array(step, { minLength: 4, maxLength: sessionLength, size: 'max' });
  await fc.assert(
    fc.asyncProperty(session, async (taken) => {
      const files = { 'a.tsk': 'x = 1\n', 'b.tsk': '', 'sub/c.tsk': '$v = 1\n' };
      await withServer({ files, open: [], capabilities }, async (server) => {
        const open = new Set<string>();
        for (const one of taken) await take(server, open, one);
        const texts = Object.fromEntries(
          [...names]
            .filter((name) => open.has(name) || server.disk.texts.has(server.uri(name)))
            .map((name) => [name, server.text(name)]),
        );
        const diskTexts = Object.fromEntries([...server.disk.texts].map(([uri, text]) => [uri, text]));
        const ended = await stateOf(server, open);
        await withServer({ files: diskTexts, open: [], capabilities }, async (fresh) => {
          for (const name of open) await fresh.open(name, texts[name]);
          expect(withoutVersions(ended)).toEqual(withoutVersions(await stateOf(fresh, open)));
        });
      });
    }),
    { numRuns: Math.ceil(steps / sessionLength) * 2 },
  );
});

/** Versions and ids differ between sessions, and mean nothing else. */
function withoutVersions(state: unknown): unknown {
  return JSON.parse(
    JSON.stringify(state, (key, value) => (key === 'version' || key === 'resultId' ? undefined : value)),
  );
}
