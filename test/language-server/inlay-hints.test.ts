import { describe, expect, it } from 'vitest';
import { type InlayHint, InlayHintRequest, InlayHintResolveRequest } from 'vscode-languageserver';
import { inlayHints } from '../../language-server/src/features/inlay-hints.ts';
import { withServer } from './ask.ts';
import type { TestServer } from './harness.ts';

const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

async function list(server: TestServer, range = everything): Promise<readonly InlayHint[]> {
  return (await server.request(InlayHintRequest.type, { textDocument: { uri: server.uri('a.tsk') }, range })) ?? [];
}

function labelOf({ label }: InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** The text with its hints in it, as `‹hint›`. */
async function annotate(
  text: string,
  settings?: object,
  others: Readonly<Record<string, string>> = {},
): Promise<string> {
  return withServer(
    { files: { ...others, 'a.tsk': text }, features: [inlayHints], settings: { inlayHints: settings } },
    async (server) => {
      // The server asks for settings while it starts: what it asks is answered between these.
      for (let round = 0; round < 4; round++) await list(server);
      const hints = await list(server);
      const lines = text.split('\n');
      for (const hint of hints.toReversed()) {
        const { line, character } = hint.position;
        const old = lines[line] ?? '';
        lines[line] = `${old.slice(0, character)}‹${labelOf(hint)}›${old.slice(character)}`;
      }
      return lines.join('\n');
    },
  );
}

describe('hints', () => {
  const rows: readonly (readonly [what: string, text: string, annotated: string])[] = [
    ['the value of a reference', '$a = 1\nk = $a', '$a = 1\nk = $a‹= 1›'],
    ['the value of a variable', '$a = 1 + 2', '$a = 1 + 2‹= 3›'],
    ['the value of a text with names in it', '$a = "x"\nk = "y-${a}"', '$a = "x"\nk = "y-${a}"‹= "y-x"›'],
    ['the value of a call in a list', 'k = [@string.upper("a")]', 'k = [@string.upper("a")‹= "A"›]'],
    ['nothing for what the runtime looks up', 'k = @env("A", 1)', 'k = @env("A", 1)'],
    ['nothing for what has no value', 'k = $nothing', 'k = $nothing'],
    ['the unit of a bare number', '[server]\nrequest_timeout = 30', '[server]\nrequest_timeout = 30‹s›'],
    ['nothing for a number with its unit', '[server]\nrequest_timeout = 30s', '[server]\nrequest_timeout = 30s'],
    [
      'a share as a percentage',
      '[auto_scaling.predictive]\nconfidence_threshold = 0.8',
      '[auto_scaling.predictive]\nconfidence_threshold = 0.8‹= 80 %›',
    ],
    [
      'units in an object',
      '[auto_scaling.metrics]\ncpu_utilization = { threshold_high = 70 }',
      '[auto_scaling.metrics]\ncpu_utilization = { threshold_high = 70‹%› }',
    ],
    [
      'the head of a table',
      '[load_balancing]\nssl = true\n[load_balancing.ssl]\ncertificate = "x"',
      '[load_balancing]\nssl = true\n[load_balancing.ssl]‹enabled = true›\ncertificate = "x"',
    ],
    [
      'a text as a head',
      '[scalability_architecture]\ncaching = "memory"\n[scalability_architecture.caching]',
      '[scalability_architecture]\ncaching = "memory"\n[scalability_architecture.caching]‹caching = "memory"›',
    ],
    [
      'values in broken text',
      '[server\nrequest_timeout = 30\n$a = 1\nx = { y = $a\n',
      '[server\nrequest_timeout = 30‹s›\n$a = 1\nx = { y = $a‹= 1›\n',
    ],
  ];
  it.each(rows)('show %s', async (_what, text, annotated) => {
    expect(await annotate(text)).toBe(annotated);
  });

  it('show values of included files', async () => {
    const text = '@include "b.tsk"\nk = $z';
    expect(await annotate(text, {}, { 'b.tsk': '$z = "eu"' })).toBe(`${text}‹= "eu"›`);
  });

  it('show defaults of missing keys where they are wanted', async () => {
    const text = '[load_balancing.session_affinity]\nmethod = "ip"';
    expect(await annotate(text, { defaults: true })).toContain(
      '‹default: enabled = true, cookie_name = "session_id", timeout = 3600s',
    );
    expect(await annotate(text)).toBe(text);
  });

  it('can each be switched off', async () => {
    const text = '$a = 1\n[load_balancing]\nssl = true\n[load_balancing.ssl]\n[server]\nrequest_timeout = 30\nk = $a';
    expect(await annotate(text, { resolvedValues: false })).not.toContain('= 1›');
    expect(await annotate(text, { units: false })).not.toContain('‹s›');
    expect(await annotate(text, { heads: false })).not.toContain('‹enabled');
    expect(await annotate(text, { resolvedValues: false, units: false, heads: false })).toBe(text);
  });

  it('stay in the range that was asked for', async () => {
    await withServer(
      { files: { 'a.tsk': '$a = 1\nb = $a\nc = $a\nd = $a' }, features: [inlayHints] },
      async (server) => {
        const hints = await list(server, { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } });
        expect(hints.map(({ position }) => position.line)).toEqual([2]);
      },
    );
  });

  it('explain themselves when they are asked', async () => {
    await withServer(
      { files: { 'a.tsk': '[server]\nrequest_timeout = 300\n' }, features: [inlayHints] },
      async (server) => {
        const [hint] = await list(server);
        if (hint === undefined) throw new Error('no hint');
        expect(hint.tooltip).toBeUndefined();
        const resolved = await server.request(InlayHintResolveRequest.type, hint);
        expect(resolved.tooltip).toMatchObject({ value: '300 s = 5 min' });
      },
    );
  });

  it('lead from the head of a table to where it is written', async () => {
    const text = '[load_balancing]\nssl = true\n[load_balancing.ssl]';
    await withServer({ files: { 'a.tsk': text }, features: [inlayHints] }, async (server) => {
      const [hint] = await list(server);
      expect(hint?.label).toMatchObject([{ location: { range: { start: { line: 1, character: 0 } } } }]);
    });
  });
});
