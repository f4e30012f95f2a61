import { describe, expect, it } from 'vitest';
import { HoverRequest } from 'vscode-languageserver';
import { hover } from '../../language-server/src/features/hover.ts';
import { askAt, marker, show, withServer } from './ask.ts';

const base = '$zone = "eu"\n[service]\nname = "base"\n';

async function hoverAt(text: string): Promise<{ readonly value: string; readonly range: string } | null> {
  const found = await askAt(hover, HoverRequest.type, { 'a.tsk': text, 'base.tsk': base });
  if (found === null || found.range === undefined || typeof found.contents !== 'object' || !('value' in found.contents))
    return null;
  return { value: found.contents.value, range: show(found.range) };
}

describe('hover', () => {
  const rows: readonly (readonly [over: string, text: string, range: string, parts: readonly string[]])[] = [
    [
      'a key',
      '[auto_scaling]\nmonitoring_<|>interval = 300',
      '1:0-19',
      [
        '**auto_scaling.monitoring_interval**',
        '`300` (300 s = 5 min)',
        'written in [a.tsk:2](file:///project/a.tsk#L2)',
        'Type: a duration',
        'Range: from 10 ms to 1 d',
        'Default: `60s`',
      ],
    ],
    [
      'a duration',
      '[auto_scaling]\nmonitoring_interval = 3<|>00',
      '1:22-25',
      ['300 s = 5 min', 'Time between two evaluations'],
    ],
    ['a share', '[auto_scaling.predictive]\nconfidence_threshold = 0.<|>7', '1:23-26', ['0.7 = 70 %']],
    ['a size', '[server]\nmax_body = 10M<|>B', '1:11-15', ['10 MB = 10,000,000 bytes']],
    ['a size of the other kind', '[server]\nmax_body = 10Mi<|>B', '1:11-16', ['10 MiB = 10,485,760 bytes']],
    ['a choice', '[load_balancing]\nalgorithm = "ip_<|>hash"', '1:12-21', ['`ip_hash`: Always the same instance']],
    [
      'a choice that is deprecated',
      '[load_balancing.ssl]\nprotocols = ["TLSv<|>1"]',
      '1:13-20',
      ['`TLSv1`', 'Deprecated: '],
    ],
    ['a table', '[load_<|>balancing.ssl]', '0:1-15', ['**load_balancing**', '- `algorithm`']],
    [
      'a key that overrides another',
      '@include "base.tsk"\n[service]\nna<|>me = "y"',
      '2:0-4',
      ['`"y"`', 'overrides `"base"` in [base.tsk:3](file:///project/base.tsk#L3)'],
    ],
    [
      'a value that is made of others',
      '@include "base.tsk"\n[service]\nna<|>me = "shop-" + $zone',
      '2:0-4',
      ['`"shop-eu"`', '`$zone` is `"eu"`, declared in [base.tsk:1]'],
    ],
    [
      'a value of the environment',
      '[server]\nlis<|>ten = @env("LISTEN", "x:1")',
      '1:0-6',
      ['environment variable `LISTEN`', '`"x:1"` where it is not set'],
    ],
    [
      'a head',
      '[load_balancing]\nssl<|> = true\n[load_balancing.ssl]\ncertificate = "x"',
      '1:0-3',
      ['**load_balancing.ssl**'],
    ],
    ['a variable', '$x = 1 + 2\nk = $<|>x', '1:4-6', ['$x = 3', 'declared in [a.tsk:1]']],
    ['a variable of a section', '[s]\n$x = "a"\nk = $x<|>', '2:4-6', ['$x = "a"']],
    ['the last of two declarations', '$x = 1\n$x = 2\nk = $x<|>', '2:4-6', ['$x = 2']],
    [
      'a variable of an included file that is long',
      `${'# '.repeat(20)}\n@include "base.tsk"\nk = $zone<|>`,
      '2:4-9',
      ['$zone = "eu"', 'declared in [base.tsk:1]'],
    ],
    ['a declaration among several', '$x = 1\n$x<|> = 2\n$x = 3', '1:0-2', ['$x = 2']],
    ['a name in a text', '$x = 1\nk = "a ${x<|>}"', '1:9-10', ['$x = 1']],
    ['an operator', 'k = @string.up<|>per("a")', '0:4-17', ['@string.upper(text)', '**Here**: `"A"`']],
    ['an operator that does not run', 'k = @shell<|>("ls")', '0:4-10', ['Not evaluated by this compiler']],
    ['an include', '@include "base<|>.tsk"', '0:9-19', ['Includes [base.tsk:1]', '`service`', '`$zone`']],
    ['an include that is missing', '@include "no<|>.tsk"', '0:9-17', ['cannot be read']],
    ['a code', '# tsk-ignore TSK50<|>01', '0:13-20', ['**TSK5001**']],
    ['a key in broken text', '[server]\nmax_<|>body = \n[', '1:0-8', ['gets 413']],
    [
      'a key of an object that is not closed',
      '[auto_scaling.metrics]\ncpu_utilization = {\n  weight<|> = 2\n',
      '2:2-8',
      ['**auto_scaling.metrics.cpu_utilization.weight**'],
    ],
  ];
  it.each(rows)('over %s', async (_over, text, range, parts) => {
    const found = await hoverAt(text);
    for (const part of parts) expect(found?.value).toContain(part);
    expect(found?.range).toBe(range);
  });

  it.each([
    ['a comment', 'a = 1 # so<|>me'],
    ['an empty line', 'a = 1\n<|>\nb = 2'],
    ['an operator that nobody knows', 'k = @nothing<|>()'],
  ])('says nothing over %s', async (_over, text) => {
    expect(await hoverAt(text)).toBeNull();
  });

  it('is plain text for clients without Markdown', async () => {
    const files = { 'a.tsk': '[server]\nmax_body<|> = 1' };
    const capabilities = { textDocument: { hover: { contentFormat: ['plaintext' as const] } } };
    const found = await withServer({ files, features: [hover], capabilities }, (server) =>
      server.request(HoverRequest.type, marker(server, files)),
    );
    expect(found?.contents).toMatchObject({
      kind: 'plaintext',
      value: expect.stringMatching(/^server\.max_body\n\nValue: 1 \(1 MB = /),
    });
  });
});
