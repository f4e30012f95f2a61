import { readFileSync } from 'node:fs';
import {
  analyze,
  decodeProjectSettings,
  formatOptionsFor,
  isIgnored,
  rules,
  schemaFor,
  settingsDiagnostics,
} from '@tsk/compiler';
import { applyEdits, type Diagnostic } from '@tsk/parser';
import { projectSchema } from '@tsk/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../compiler/src/settings/match-pattern.ts';

const doubtful = '[load_balancing.health_checks]\ninterval = 5\ntimeout = 10\n';

/** What stands at the place of each finding, with its code. */
function placesOf(text: string): readonly string[] {
  return decodeProjectSettings(text, 'tsk.json').diagnostics.map(
    ({ code, span }) => `${code} ${text.slice(span.start, span.end)}`,
  );
}

/** The severities of what is found in a text, by code. */
function check(text: string, settings: object, path = 'a.tsk'): Readonly<Record<string, string>> {
  const decoded = decodeProjectSettings(JSON.stringify(settings), 'tsk.json');
  expect(decoded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const snapshot = { files: new Map([['a.tsk', text]]), env: {}, nowMs: 0 };
  const { diagnostics } = analyze(snapshot, ['a.tsk'], { settings: () => ({ settings: decoded.settings, path }) });
  return Object.fromEntries(diagnostics.map(({ code, severity }) => [code, severity]));
}

describe('tsk.json', () => {
  it('gives every setting', () => {
    const written = {
      $schema: './tsk.schema.json',
      rules: { TSK5105: 'off', checks: 'info' },
      overrides: [{ files: ['legacy/**'], rules: { TSK5105: 'error' }, format: { maxWidth: 80 } }],
      schemas: [{ files: ['*.app.tsk'], schema: './app.schema.json' }],
      format: { indentSize: 2 },
      ignore: ['generated/'],
    };
    const { settings, diagnostics } = decodeProjectSettings(JSON.stringify(written), 'c/tsk.json');
    expect(diagnostics).toEqual([]);
    const { $schema: _schema, ...expected } = written;
    expect(settings).toEqual({ file: 'c/tsk.json', ...expected });
  });

  it.each([
    ['{ "rulez": {} }', ['TSK4202 "rulez"']],
    ['{ "format": { "maxWidth": "80" } }', ['TSK4203 "80"']],
    ['{ "rules": { "TSK5105": "of" } }', ['TSK4203 "of"']],
    ['{ "rules": { "TSK5105": "off", "TSK510": "off" } }', ['TSK4204 "TSK510"']],
    ['{ "rules": { "TSK1001": "warning" } }', ['TSK4205 "warning"']],
    ['{ "rules": { "TSK1001": "error", "syntax": "off" } }', []],
    ['{ "overrides": [{ "files": ["*"] }, { "files": ["*"], "rules": { "E_TYPE": "info" } }] }', ['TSK4205 "info"']],
    ['{ "overrides": [{ "rules": {} }] }', ['TSK4203 { "rules": {} }']],
    ['{ "overrides": [{ "files": [] }] }', ['TSK4203 []']],
    ['{ "ignore": [1] }', ['TSK4203 1']],
    ['{ "ignore": "a" }', ['TSK4203 "a"']],
    ['{ "rules": {}\n"format": {} }', ['TSK4201 "']],
    ['{ "rules": ', ['TSK4201 ']],
    ['\ufeff{}', []],
  ])('has findings at their exact place: %s', (text, expected) => {
    expect(placesOf(text)).toEqual(expected);
  });

  it('keeps what is right beside what is wrong', () => {
    const { settings } = decodeProjectSettings(
      '{ "format": { "maxWidth": 5, "useTabs": true }, "overrides": [1, { "files": ["a"], "rules": { "TSK5105": "off" } }] }',
      'tsk.json',
    );
    expect(settings.format).toEqual({ useTabs: true });
    expect(settings.overrides).toEqual([{ files: ['a'], rules: { TSK5105: 'off' }, format: {} }]);
  });

  it.each([
    ['{ "rulez": {} }', '{ "rules": {} }'],
    ['{ "rules": { "W_HEALTH_TIMOUT": "off" } }', '{ "rules": { "W_HEALTH_TIMEOUT": "off" } }'],
  ])('has fixes that mend it: %s', (text, mended) => {
    const [finding] = decodeProjectSettings(text, 'tsk.json').diagnostics;
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toBe(mended);
  });

  it('is read without an exception, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { settings } = decodeProjectSettings(text, 'tsk.json');
        expect(Object.keys(settings)).toHaveLength(6);
      }),
    );
  });
});

describe('rules', () => {
  it.each<[string, object, Readonly<Record<string, string>>]>([
    ['change nothing that they do not name', { rules: { TSK5106: 'off' } }, { TSK5105: 'warning' }],
    ['go by code', { rules: { TSK5105: 'error' } }, { TSK5105: 'error' }],
    ['go by name', { rules: { W_HEALTH_TIMEOUT: 'info' } }, { TSK5105: 'info' }],
    ['go by kind', { rules: { checks: 'hint' } }, { TSK5105: 'hint' }],
    ['turn findings off', { rules: { TSK5105: 'off' } }, {}],
    ['prefer the code to the kind', { rules: { TSK5105: 'error', checks: 'off' } }, { TSK5105: 'error' }],
    [
      'of overrides count over those of all files',
      { rules: { TSK5105: 'off' }, overrides: [{ files: ['a.tsk'], rules: { checks: 'info' } }] },
      { TSK5105: 'info' },
    ],
    [
      'of later overrides count over those of earlier ones',
      {
        overrides: [
          { files: ['*'], rules: { TSK5105: 'error' } },
          { files: ['a.*'], rules: { TSK5105: 'hint' } },
          { files: ['b.*'], rules: { TSK5105: 'off' } },
        ],
      },
      { TSK5105: 'hint' },
    ],
  ])('%s', (_what, settings, expected) => {
    expect(check(doubtful, settings)).toEqual(expected);
  });

  it('leave errors of the language and of the schema as they are', () => {
    expect(check('[service]\nname = 5\n', { rules: { schema: 'off', TSK4003: 'hint' } })).toEqual({ TSK4003: 'error' });
  });

  it('have codes that are used once', () => {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  });
});

describe('settings for a file', () => {
  const { settings } = decodeProjectSettings(
    JSON.stringify({
      format: { indentSize: 2, maxWidth: 90 },
      overrides: [{ files: ['wide/*'], format: { maxWidth: 200 } }],
      schemas: [
        { files: ['app/*.tsk'], schema: 'app.json' },
        { files: ['**/*.tsk'], schema: 'rest.json' },
      ],
      ignore: ['generated', '*.gen.tsk'],
    }),
    'tsk.json',
  );

  it('are laid over one another', () => {
    expect(formatOptionsFor({ settings, path: 'wide/a.tsk' })).toEqual({ indentSize: 2, maxWidth: 200 });
    expect(formatOptionsFor({ settings, path: 'a.tsk' })).toEqual({ indentSize: 2, maxWidth: 90 });
  });

  it.each([
    ['app/a.tsk', 'app.json', false],
    ['x/app/a.tsk', 'rest.json', false],
    ['generated/deep/a.tsk', 'rest.json', true],
    ['x/y.gen.tsk', 'rest.json', true],
    ['readme.md', undefined, false],
  ])('%s: schema %s, ignored: %s', (path, schema, ignored) => {
    expect(schemaFor({ settings, path })).toBe(schema);
    expect(isIgnored({ settings, path })).toBe(ignored);
  });
});

describe('patterns', () => {
  it.each([
    ['*.tsk', 'a.tsk', true],
    ['*.tsk', 'x/y/a.tsk', true],
    ['./*.tsk', 'x/a.tsk', false],
    ['/a.tsk', 'x/a.tsk', false],
    ['x/*.tsk', 'x/a.tsk', true],
    ['x/*.tsk', 'x/y/a.tsk', false],
    ['x/**', 'x/y/a.tsk', true],
    ['**/a.tsk', 'a.tsk', true],
    ['x/**/a.tsk', 'x/a.tsk', true],
    ['x/**/a.tsk', 'x/1/2/a.tsk', true],
    ['x', 'x/1/a.tsk', true],
    ['x/', 'y/x/a.tsk', true],
    ['a?.tsk', 'ab.tsk', true],
    ['a?.tsk', 'a/.tsk', false],
    ['{a,b}.tsk', 'b.tsk', true],
    ['{a,b{1,2}}.tsk', 'b2.tsk', true],
    ['{a,b.tsk', '{a,b.tsk', true],
    ['}{', '}{', true],
    ['a+(b).tsk', 'a+(b).tsk', true],
    ['名*.tsk', '名前.tsk', true],
    ['', 'a.tsk', false],
    ['/', 'a.tsk', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(path, pattern)).toBe(expected);
  });

  it('are read without an exception, and match themselves where they have nothing special', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '+', '(', '[', '^', '$') });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('{', '}', ',', '*', '/', 'a') })),
        plain,
        (any, name) => {
          matchesPattern('a/b.tsk', any);
          expect(matchesPattern(`x${name}x`, `x${name}x`)).toBe(true);
        },
      ),
    );
  });
});

describe('the pages of findings about settings', () => {
  const findIn = (kind: string, text: string): readonly Diagnostic[] =>
    kind === 'json'
      ? decodeProjectSettings(text, 'tsk.json').diagnostics
      : analyze({ files: new Map([['a.tsk', text]]), env: {}, nowMs: 0 }, ['a.tsk']).diagnostics;

  it.each(settingsDiagnostics.map(({ code, title, mnemonic }) => [code, title, mnemonic]))(
    '%s: the wrong example has it, the right one has nothing',
    (code, title, mnemonic) => {
      const page = readFileSync(new URL(`../../docs/diagnostics/${code}.md`, import.meta.url), 'utf8');
      expect(page.startsWith(`# ${code}: ${title}\n\n\`${mnemonic}\`\n\n`)).toBe(true);
      const examples = [...page.matchAll(/^```(json|tsk) (wrong|right)\n([\s\S]*?)^```$/gm)];
      expect(examples.map(([, , which]) => which)).toEqual(['wrong', 'right']);
      for (const [, kind = '', which, text = ''] of examples) {
        const codes = findIn(kind, text).map((finding) => finding.code);
        expect(codes.includes(code)).toBe(which === 'wrong');
        if (which === 'right') expect(codes).toEqual([]);
      }
    },
  );
});

describe('the page about settings', () => {
  const page = readFileSync(new URL('../../docs/compiler/settings.md', import.meta.url), 'utf8');

  it('has an example that is right', () => {
    const [, example = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect(decodeProjectSettings(example, 'tsk.json').diagnostics).toEqual([]);
  });

  it('has every setting in its table', () => {
    const table = page.slice(page.indexOf('| setting |'), page.indexOf('## Rules'));
    const listed = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(Object.keys(projectSchema.properties ?? {}).toSorted());
  });

  it('has comments that hide what is there', () => {
    const examples = [...page.matchAll(/<!-- hidden -->\n```tsk\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(examples).toHaveLength(3);
    for (const text of examples) {
      expect(Object.keys(check(text.replace(/#.*$/gm, ''), {}))).toEqual(['TSK5105']);
      expect(check(text, {})).toEqual({});
    }
  });
});
