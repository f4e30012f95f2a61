import { describe, expect, it } from 'vitest';
import { afterAction, titlesAt } from './actions-ask.ts';

/** A title, a document with the cursor in it, and what becomes of it. */
type Row = readonly [title: string, before: string, after: string];

function behaves(rows: readonly Row[]): void {
  it.each(rows)('%s: %j', async (title, before, after) => {
    expect(await afterAction(title, { 'a.tsk': before })).toEqual({ 'a.tsk': after });
  });
}

const limits = '[a]\nx = 1\nli<|>mits = {\n  cpu = 70, # percent\n  # memory\n  memory = 80\n}\ny = 2\n';

describe('the form of a table', () => {
  behaves([
    [
      "Write 'limits' as a block, limits { … }",
      limits,
      '[a]\nx = 1\nlimits {\n  cpu = 70, # percent\n  # memory\n  memory = 80\n}\ny = 2\n',
    ],
    [
      "Write 'limits' as a block, limits > … <",
      limits,
      '[a]\nx = 1\nlimits >\n  cpu = 70 # percent\n  # memory\n  memory = 80\n<\ny = 2\n',
    ],
    [
      "Write 'limits' as indented lines",
      limits,
      '[a]\nx = 1\nlimits:\n  cpu = 70 # percent\n  # memory\n  memory = 80\ny = 2\n',
    ],
    [
      "Write 'limits' as keys with dots",
      limits,
      '[a]\nx = 1\nlimits.cpu = 70 # percent\n# memory\nlimits.memory = 80\ny = 2\n',
    ],
    [
      "Give 'a.limits' a section, [a.limits]",
      limits,
      '[a]\nx = 1\ny = 2\n\n[a.limits]\ncpu = 70 # percent\n# memory\nmemory = 80\n',
    ],
    [
      "Write 'limits' as an object, limits = { … }",
      'limits >\n  c<|>pu = 70\n  memory = 80 # m\n<\n',
      'limits = {\n  cpu = 70\n  memory = 80 # m\n}\n',
    ],
    [
      "Write 'limits' as an object, limits = { … }",
      'limits:\n  cpu<|>: 70\n  memory: 80\nx: 1\n',
      'limits: {\n  cpu: 70\n  memory: 80\n}\nx: 1\n',
    ],
    ["Write 'b' as an object, b = { … }", 'a {\n  b<|> { c = 1 }\n}\n', 'a {\n  b = { c = 1 }\n}\n'],
    [
      "Write the keys of 'a' as a block",
      'a.b = 1\na.<|>c.d = 2 # two\nx = 3\n',
      'a {\n    b = 1\n    c.d = 2 # two\n}\nx = 3\n',
    ],
    [
      'Write [a.b] as an object in [a]',
      '[a]\nx = 1\n\n# About b.\n[a.b]<|> # note\ny = 1 # one\n\n[c]\nz = 1\n',
      '[a]\nx = 1\n# About b.\nb = {\n    # note\n    y = 1 # one\n}\n\n[c]\nz = 1\n',
    ],
    [
      'Merge the 2 sections [a]',
      '[a]\nx = 1\n[b]\nz = 1\n[a<|>]\n# two\ny = 2\n',
      '[a]\nx = 1\n# two\ny = 2\n[b]\nz = 1\n',
    ],
    // A mistake elsewhere is no reason not to help.
    ["Write 'b' as a block, b { … }", '[a\nx = = 1\n\n[c]\nb<|> = { c = 1 }\n', '[a\nx = = 1\n\n[c]\nb { c = 1 }\n'],
  ]);

  it.each([
    ['a table with a head', 'ssl = true\nss<|>l { port = 1 }\n'],
    ['a table that is broken', 'a<|> = { b = = 1 }\n'],
    ['a table that is opened twice', 'a<|> { x = 1 }\n[b]\ny = 1\n[a]\nz = 1\n'],
    ['an empty one', 'a<|> = {}\n'],
  ])('does not rewrite %s', async (_what, text) => {
    const titles = await titlesAt({ 'a.tsk': text });
    expect(titles.filter((title) => /as indented|as a block, \w+ >|section/.test(title))).toEqual([]);
  });
});

describe('keys', () => {
  behaves([
    [
      "Sort the keys of 'load_balancing.health_checks' as they are documented",
      '[load_balancing.health_checks]\n# where\npath = "/health" # p\nint<|>erval = 30s\n',
      '[load_balancing.health_checks]\ninterval = 30s\n# where\npath = "/health" # p\n',
    ],
    [
      "Sort the keys of 'load_balancing.health_checks' as they are documented",
      '[load_balancing]\nhealth_checks = { path = "/h", inte<|>rval = 30s }\n',
      '[load_balancing]\nhealth_checks = { interval = 30s, path = "/h" }\n',
    ],
    [
      "Add the required key 'port'",
      '[load_balancing.instances]\nweb_1 = { h<|>ost = "127.0.0.1" }\n',
      '[load_balancing.instances]\nweb_1 = { host = "127.0.0.1", port = 3000 }\n',
    ],
    [
      "Add all keys of 'instance' with their defaults",
      '[load_balancing.instances]\ninstance: {\n  host: "h",\n  po<|>rt: 1\n}\n',
      '[load_balancing.instances]\ninstance: {\n  host: "h",\n  port: 1,\n  weight: 1\n}\n',
    ],
    [
      "Add the instance 'instance_2'",
      '[load_balancing.instances]<|>\nweb_1 = { host = "h", port = 1 }\n',
      '[load_balancing.instances]\nweb_1 = { host = "h", port = 1 }\ninstance_2 = { host = "10.0.0.11", port = 3000 }\n',
    ],
    [
      "Remove 'timeout', which is as by default",
      '[load_balancing.health_checks]\ninterval = 1<|>0s\ntimeout = 5000ms\npath = "/h" # kept\n',
      '[load_balancing.health_checks]\ninterval = 10s\npath = "/h" # kept\n',
    ],
  ]);
});

describe('values', () => {
  const checks = (value: string): string => `[load_balancing.health_checks]\ninterval = ${value}\n`;
  const share = (value: string): string => `[auto_scaling.metrics]\ncpu_utilization = { threshold_high = ${value} }\n`;
  behaves([
    ['Write 30s', checks('"3<|>0s"'), checks('30s')],
    ['Write "30s"', checks('3<|>0s'), checks('"30s"')],
    ['Write 30', checks('"3<|>0"'), checks('30')],
    ['Write 30s', checks('3<|>0'), checks('30s')],
    ['Write 90', checks('1.5<|>m'), checks('90')],
    ['Write 1.5m', checks('9<|>0s'), checks('1.5m')],
    ['Write 0.7', share('7<|>0%'), share('0.7')],
    ['Write 70%', share('0<|>.7'), share('70%')],
    ['Put quotes around the text', 'a = we<|>b # c\n', 'a = "web" # c\n'],
    ['Remove the quotes', 'a = ["we<|>b", 1]\n', 'a = [web, 1]\n'],
    ["Write with single quotes, '…'", 'a = "it\'<|>s \\\\"\n', "a = 'it\\'s \\\\'\n"],
    ['Write with double quotes, "…"', 'a = \'say<|> "x" ${y}\'\n', 'a = "say \\"x\\" \\${y}"\n'],
    ['Write with triple quotes, """…"""', 'a = "x<|>y z"\n', 'a = """xy z"""\n'],
    ['Change to false', 'a = tr<|>ue\n', 'a = false\n'],
    ['Change to on', 'a = { b = o<|>ff }\n', 'a = { b = on }\n'],
    ['Put each element on its own line', 'a = [1, <|>2]\n', 'a = [\n    1,\n    2\n]\n'],
    ['Put each key on its own line', 'a = { b = 1, <|>c = 2 }\n', 'a = {\n    b = 1,\n    c = 2\n}\n'],
    ['Put all elements on one line', 'a = [\n  1<|>\n  2,\n]\n', 'a = [1, 2]\n'],
    ["Write ':' for '=' in the whole file", '<|>a = 1\nb=2\n[c]\nd = { e = 3 }\n', 'a: 1\nb: 2\n[c]\nd: { e: 3 }\n'],
    ["Write '=' for ':' in the whole file", 'a<|>: 1\nb:\n  c: 2\n', 'a = 1\nb:\n  c = 2\n'],
    [
      'Take the value from the environment, @env("DEBUG_LOG_LEVEL", …)',
      '[debug]\nlog_level = "inf<|>o"\n',
      '[debug]\nlog_level = @env("DEBUG_LOG_LEVEL", "info")\n',
    ],
  ]);

  it.each([
    ['a word that would be a keyword', 'a = "tr<|>ue"\n', 'Remove the quotes'],
    ['a text with blanks', 'a = "x <|>y"\n', 'Remove the quotes'],
    ['a unit that is not exact', checks('10<|>0s'), 'Write 1.667m'],
    ['brackets with comments', 'a = [\n  1, # one<|>\n  2\n]\n', 'Put all elements on one line'],
    ['a file that has errors', 'a<|> = 1\nb = = 2\n', "Write ':' for '=' in the whole file"],
  ])('leaves %s alone', async (_what, text, title) => {
    expect(await titlesAt({ 'a.tsk': text })).not.toContain(title);
  });
});

describe('variables', () => {
  behaves([
    ['Extract to the variable $x', '[a]\n  x = 30<|>s\n', '[a]\n  $x = 30s\n  x = $x\n'],
    [
      'Extract all 2 occurrences to the variable $x',
      '# title\n[a]\nx = 30<|>s\n[b]\ny = { z = 30s }\n',
      '# title\n$x = 30s\n\n[a]\nx = $x\n[b]\ny = { z = $x }\n',
    ],
    ['Extract to the variable $x_2', '$x = 1\nb = $x\nx = 2<|>\n', '$x = 1\nb = $x\n$x_2 = 2\nx = $x_2\n'],
    ['Inline $x here', '$x = 30s\na = $<|>x\nb = $x\n', '$x = 30s\na = 30s\nb = $x\n'],
    ['Inline the variable $x', '$x<|> = web\na = $x\nb = $x + "y"\n', 'a = "web"\nb = "web" + "y"\n'],
    ['Remove $x, which nothing refers to', '$x<|> = 1\na = 1\n', 'a = 1\n'],
  ]);

  it.each([
    ['that another file uses', { 'a.tsk': '$x<|> = 1\n', 'b.tsk': '@include "a.tsk"\ny = $x\n' }, 'Remove $x'],
    ['in a text', { 'a.tsk': '$x<|> = "a"\nb = "${x}"\n' }, 'Inline the variable $x'],
    ['that has two values', { 'a.tsk': '$x<|> = 1\na = $x\n$x = 2\nb = $x\n' }, 'Inline the variable $x'],
  ])('leaves a variable %s alone', async (_what, files, start) => {
    expect((await titlesAt(files)).filter((title) => title.startsWith(start) && !title.endsWith(')'))).toEqual([]);
  });
});

describe('files', () => {
  it('moves a section to a file of its own', async () => {
    const files = {
      'a.tsk': '# app\n[a]\nx = 1\n\n# logs\n[debug<|>]\nenabled = true\n\n[c]\ny = 1\n',
      'debug.tsk': '',
    };
    expect(await afterAction('Move [debug] to debug-2.tsk', files)).toEqual({
      'a.tsk': '# app\n@include "debug-2.tsk"\n\n[a]\nx = 1\n\n[c]\ny = 1\n',
      'debug-2.tsk': '# logs\n[debug]\nenabled = true\n',
    });
  });

  it('says why a section cannot be moved', async () => {
    expect(await titlesAt({ 'a.tsk': '$x = 1\n[b<|>]\ny = $x\n' })).toContain(
      'Move [b] to b.tsk (It refers to other values of this file.)',
    );
  });

  it('puts the content of an included file in its place', async () => {
    const files = { 'a.tsk': 'x = 1\n@include "b.ts<|>k"\n\n[c]\ny = 1\n', 'b.tsk': '$z = 1\nw = $z\n\n[d]\nv = 2\n' };
    expect(await afterAction('Put the content of b.tsk here', files)).toEqual({
      'a.tsk': 'x = 1\n$z = 1\nw = $z\n\n[d]\nv = 2\n\n[c]\ny = 1\n',
    });
  });

  it('does not put sections above lines that belong to none', async () => {
    const files = { 'a.tsk': '@include "b.ts<|>k"\nx = 1\n', 'b.tsk': '[d]\nv = 2\n' };
    expect(await titlesAt(files)).not.toContain('Put the content of b.tsk here');
  });
});
