import { describe, expect, it } from 'vitest';
import { type CompletionItem, CompletionRequest, CompletionResolveRequest } from 'vscode-languageserver';
import { completion } from '../../language-server/src/features/completion.ts';
import { openServer, type ServerSetup } from './harness.ts';

/** Asks for completion at the marker of `a.tsk`. */
async function complete(text: string, setup: Partial<ServerSetup> = {}): Promise<readonly CompletionItem[]> {
  const files = { 'base.tsk': '$zone = "eu"\n', 'parts/web.tsk': '', 'notes.txt': '', ...setup.files, 'a.tsk': text };
  const server = await openServer({ open: ['a.tsk'], features: [completion], ...setup, files });
  const at = { textDocument: { uri: server.uri('a.tsk') }, position: server.position('a.tsk') };
  // The server asks for settings while it starts: what it asks is answered between these.
  if (setup.settings !== undefined) for (const _ of [1, 2, 3, 4]) await server.request(CompletionRequest.type, at);
  const result = await server.request(CompletionRequest.type, at);
  expect(server.logged).toEqual([]);
  await server.close();
  if (result === null) return [];
  expect(result).toMatchObject({ isIncomplete: false });
  return Array.isArray(result) ? result : result.items;
}

async function labels(text: string): Promise<readonly string[]> {
  return (await complete(text)).map(({ label }) => label);
}

/** The text after the item of a label is taken over. */
async function accept(text: string, label: string, setup: Partial<ServerSetup> = {}): Promise<string> {
  const item = (await complete(text, setup)).find((one) => one.label === label);
  const edit = item?.textEdit;
  if (edit === undefined) throw new Error(`no item ${label}`);
  const range = 'range' in edit ? edit.range : edit.replace;
  const plain = text.replace('<|>', '');
  const lines = plain.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, character);
  return plain.slice(0, offset(range.start)) + edit.newText + plain.slice(offset(range.end));
}

describe('completion offers first', () => {
  const rows: readonly (readonly [what: string, text: string, first: readonly string[]])[] = [
    ['a configuration and tables in an empty file', '<|>', ['minimal configuration', '[service]', '[server]']],
    ['the keys of a section', '[auto_scaling]\n<|>\n', ['enabled', 'strategy', 'scoring', 'monitoring_interval']],
    [
      'keys that are not there yet',
      '[load_balancing.ssl]\nenabled = true\n<|>',
      ['certificate', 'private_key', 'protocols'],
    ],
    ['required keys', '[load_balancing.instances.app]\n<|>', ['host', 'port']],
    ['a new name where names are free', '[load_balancing.instances]\n<|>', ['instance']],
    [
      'the keys of a one-line object',
      '[auto_scaling.metrics]\ncpu_utilization = { enabled = true, <|> }',
      ['threshold_high', 'threshold_low', 'weight'],
    ],
    [
      'the keys of an object with a half-written one',
      '[auto_scaling.metrics]\ncpu_utilization = {\n  enabled = true\n  thr<|>\n}',
      ['threshold_high', 'threshold_low', 'weight'],
    ],
    [
      'the keys of an object that is not closed',
      '[auto_scaling.metrics]\ncpu_utilization = {\n  enabled = true,\n  <|>\n\n[debug]\nenabled = true\n',
      ['threshold_high', 'threshold_low', 'weight'],
    ],
    [
      'the keys of the table around an object that is not closed, where nothing stands deeper than it',
      '[auto_scaling.metrics]\ncpu_utilization = {\n  enabled = true,\n\n<|>\n[debug]\nenabled = true\n',
      ['memory_utilization', 'request_rate'],
    ],
    ['the keys of an indented body', 'auto_scaling:\n  enabled: true\n  <|>\n', ['strategy', 'scoring']],
    ['tables behind an indented body', 'auto_scaling:\n  enabled: true\n<|>\n', ['[service]']],
    ['the keys of a block', 'load_balancing {\n  <|>\n}', ['enabled', 'algorithm', 'algorithms']],
    ['the keys of an angle block', 'debug >\n  enabled = true\n  <|>\n<\n', ['log_level', 'trace_scalability']],
    ['keys behind a dot', '[load_balancing]\nhealth_checks.<|>\n', ['enabled', 'interval', 'timeout']],
    ['tables in a header', '[<|>]', ['service', 'server']],
    [
      'inner tables behind a dot of a header',
      '[scalability_architecture.<|>',
      ['load_balancing', 'caching', 'scaling'],
    ],
    ['choices', '[auto_scaling]\nstrategy = <|>\n', ['reactive', 'predictive']],
    ['choices in quotes', '[auto_scaling]\nstrategy = "<|>"\n', ['reactive', 'predictive']],
    ['choices in quotes that are not closed', '[auto_scaling]\nstrategy = "<|>\n[debug]\n', ['reactive', 'predictive']],
    [
      'choices for the text of a table',
      '[scalability_architecture]\ncaching = <|>',
      ['redis', 'redis_cluster', 'memcached'],
    ],
    [
      'choices that a list has not, deprecated ones last',
      '[load_balancing.ssl]\nprotocols = ["TLSv1.2", <|>]',
      ['TLSv1.3', 'TLSv1', 'TLSv1.1'],
    ],
    ['true and false', '[auto_scaling]\nenabled = <|>', ['true', 'false']],
    ['the default and examples', '[server]\nlisten = <|>', ['127.0.0.1:8080', '0.0.0.0:80', '[::]:8080']],
    ['units behind a number', '[auto_scaling]\nmonitoring_interval = 30<|>', ['30s', '30ms', '30m', '30h', '30d']],
    ['units behind a half-written one', '[server]\nmax_body = 1.5M<|>', ['1.5MB', '1.5B', '1.5KB']],
    ['variables with a value', '$a = 1\n[s]\nkey = $<|>', ['$a']],
    ['variables of an included file', '@include "base.tsk"\nkey = $<|>', ['$zone']],
    ['names in a text', '$a = 1\nkey = "x-${<|>}"', ['a']],
    ['names in a text that is not closed', '$a = 1\nkey = "x-${<|>', ['a']],
    ['members of a table', '$t = { x = 1, y = { z = 2 } }\nkey = $t.<|>', ['x', 'y']],
    ['members of a member', '$t = { x = 1, y = { z = 2 } }\nkey = $t.y.<|>\nother = 1', ['z']],
    ['members of a section', '[service]\nname = "a"\n[server]\nlisten = $service.<|>', ['name']],
    ['operators that run here', 'key = @<|>', ['@env', '@if', '@switch']],
    ['functions of an operator', 'key = @string.<|>', ['upper', 'lower']],
    ['names as arguments', '$a = 1\nkey = @string.upper($<|>', ['$a']],
    ['names behind an infix operator', '$a = 1\nkey = 1 + <|>', ['$a']],
    ['files to include', '@include "<|>"', ['base.tsk', 'parts/']],
    ['files in a folder to include', '@include "parts/<|>"', ['web.tsk']],
    ['files to include without quotes', '@include <|>', ['base.tsk', 'parts/']],
    ['directives', '@<|>', ['@include', '@validate']],
    ['what a comment can say', '# tsk<|>', ['tsk-ignore', 'tsk-ignore-file']],
    ['the codes of the next line', '# tsk-ignore <|>\n[debug]\nlog_level = "info"\nlog_level = "warn"\n', ['TSK1']],
    ['schemas', '#:sch<|>', ['schema']],
    ['paths where a setting is one', '[load_balancing.ssl]\ncertificate = "<|>"', ['base.tsk']],
  ];
  it.each(rows)('%s', async (_what, text, first) => {
    const found = await labels(text);
    for (const [index, label] of first.entries())
      expect(found[index]).toMatch(label.startsWith('TSK') ? /^TSK\d{4}$/ : label);
    if (!first[0]?.startsWith('TSK')) expect(found.slice(0, first.length)).toEqual(first);
  });
});

describe('completion has nothing to say', () => {
  it.each([
    ['in a comment', 'a = 1 # some <|>'],
    ['in a text', 'a = "some <|>thing"'],
    ['in a long text', 'a = """\nsome <|>\n"""'],
    ['in a block text', 'a: |\n  some <|>\n'],
    ['behind a value', 'a = 1 <|>'],
    [
      'behind a number of a rate, whose unit would be a division',
      '[auto_scaling.metrics.request_rate]\nthreshold_high = 10<|>',
    ],
    ['behind a key', '[auto_scaling]\nstrategy <|>'],
    ['behind an argument', 'a = @string.upper("x" <|>)'],
    ['in a fence', '###\n<|>\n###\n'],
  ])('%s', async (_where, text) => {
    expect(await labels(text)).toEqual([]);
  });
});

describe('what is taken over', () => {
  const rows: readonly (readonly [what: string, text: string, label: string, after: string])[] = [
    [
      'a key comes with its default',
      '[auto_scaling]\nmon<|>',
      'monitoring_interval',
      '[auto_scaling]\nmonitoring_interval = ${1:60s}$0',
    ],
    [
      'a key comes with its choices, the default first',
      '[load_balancing]\nalg<|>',
      'algorithm',
      '[load_balancing]\nalgorithm = "${1|round_robin,least_connections,ip_hash,least_response_time',
    ],
    [
      'a key that has a value is only named',
      '[auto_scaling]\nstr<|> = "x"',
      'strategy',
      '[auto_scaling]\nstrategy = "x"',
    ],
    ['a key in an indented body has a colon', 'debug:\n  en<|>', 'enabled', 'debug:\n  enabled: ${1|true,false|}$0'],
    [
      'a new instance has its keys',
      '[load_balancing.instances]\n<|>',
      'instance',
      '[load_balancing.instances]\n${1:instance} = {\n\thost = "${2:10.0.0.11}"\n\tport = ${3:3000}\n}',
    ],
    [
      'a choice gets its quotes',
      '[auto_scaling]\nstrategy = pre<|>',
      'predictive',
      '[auto_scaling]\nstrategy = "predictive"',
    ],
    [
      'a rate has no unit, which would be a division',
      '[auto_scaling.metrics.request_rate]\nthreshold_high<|>',
      'threshold_high',
      '[auto_scaling.metrics.request_rate]\nthreshold_high = ${1:1000}$0',
    ],
    [
      'a choice keeps its quotes',
      '[auto_scaling]\nstrategy = "pre<|>dict"',
      'predictive',
      '[auto_scaling]\nstrategy = "predictive"',
    ],
    ['a header is closed', '[auto_scaling.me<|>', 'metrics', '[auto_scaling.metrics]'],
    ['a header that is closed stays so', '[auto_scaling.me<|>]', 'metrics', '[auto_scaling.metrics]'],
    ['a unit', '[auto_scaling]\nmonitoring_interval = 5<|>', '5m', '[auto_scaling]\nmonitoring_interval = 5m'],
    ['a variable with its sign', '$abc = 1\nkey = $a<|>bc', '$abc', '$abc = 1\nkey = $abc'],
    ['a call with its parameters', 'key = @string.upp<|>', 'upper', 'key = @string.upper("${1:text}")$0'],
    ['a call that is one already', 'key = @string.upp<|>("x")', 'upper', 'key = @string.upper("x")'],
    ['an included file', '@include "ba<|>"', 'base.tsk', '@include "base.tsk"'],
  ];
  it.each(rows)('%s', async (_what, text, label, after) => {
    expect((await accept(text, label)).slice(0, after.length)).toBe(after);
  });

  it('has no snippets where the client or the user wants none', async () => {
    const settings = { completion: { snippets: false } };
    expect(await accept('[auto_scaling]\nmon<|>', 'monitoring_interval', { settings })).toBe(
      '[auto_scaling]\nmonitoring_interval = ',
    );
    const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: false } } } };
    expect(await accept('[auto_scaling]\nmon<|>', 'monitoring_interval', { capabilities })).toBe(
      '[auto_scaling]\nmonitoring_interval = ',
    );
  });
});

describe('an item', () => {
  it('is documented when it is asked for', async () => {
    const server = await openServer({ files: { 'a.tsk': '[server]\n<|>' }, features: [completion] });
    const at = { textDocument: { uri: server.uri('a.tsk') }, position: server.position('a.tsk') };
    const list = await server.request(CompletionRequest.type, at);
    const item = (Array.isArray(list) ? list : (list?.items ?? [])).find(({ label }) => label === 'max_body');
    if (item === undefined) throw new Error('no item');
    expect(item.documentation).toBeUndefined();
    const resolved = await server.request(CompletionResolveRequest.type, item);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('gets 413') });
    await server.close();
  });

  it('tells what is deprecated', async () => {
    const items = await complete('[load_balancing.ssl]\nprotocols = [<|>]');
    expect(items.find(({ label }) => label === 'TLSv1')).toMatchObject({ tags: [1] });
    expect(items.find(({ label }) => label === 'TLSv1.3')?.tags).toBeUndefined();
  });
});
