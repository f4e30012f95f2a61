import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../language-server/src/settings/read-settings.ts';
import { tokenTypes } from '../../language-server/src/tokens/legend.ts';
import { readPackage } from '../e2e/vscode/unpack.ts';
import { vsix } from '../e2e/vscode/workbench.ts';

const extension = fileURLToPath(new URL('../../vscode-extension/', import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(join(extension, path), 'utf8'));
const manifest = readJson('package.json');
const { contributes } = manifest;

/** The text of every source that VS Code runs; the page of the previews is another program. */
const sources = globSync('src/**/*.ts', { cwd: extension })
  .filter((path) => !path.includes('webview'))
  .map((path) => readFileSync(join(extension, path), 'utf8'));

const all = (pattern: RegExp, texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1] ?? found[2] ?? '')));

const commandIds: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);

describe('the commands', () => {
  it('are registered and contributed, all of them', () => {
    const registered = all(/(?:\bid: |registerCommand\(\s*)'(tsk\.[\w.]+)'/g, sources);
    expect([...registered].sort()).toEqual([...commandIds].sort());
  });

  it('have a category and a title', () => {
    for (const { command, category, title } of contributes.commands) {
      expect([command, category, title]).toEqual([command, 'TSK', `%command.${command.slice('tsk.'.length)}%`]);
    }
  });

  it.each(['menus', 'keybindings', 'viewsWelcome', 'walkthroughs'])('that %s name exist', (part) => {
    const written = JSON.stringify([contributes[part], part === 'keybindings' ? [] : readJson('package.nls.json')]);
    const named = all(/"(?:command|alt)":"(tsk\.[\w.]+)"|command:(tsk\.[\w.]+)/g, [written]);
    const known = [...commandIds, 'tsk.plan.focus'];
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(0);
  });
});

describe('the texts', () => {
  const english = readJson('package.nls.json');
  it('of the manifest are there in every language', () => {
    const used = all(/%([\w.]+)%/g, [JSON.stringify(manifest)]);
    expect([...used].sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(readJson('package.nls.de.json')).sort()).toEqual([...used].sort());
  });

  it('of the sources are there in every language, with the same places to fill in', () => {
    const used = all(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g, sources);
    const calls = sources.join('').match(/l10n\.t\(/g)?.length ?? 0;
    const literal = sources.join('').match(/l10n\.t\(\s*['"]/g)?.length;
    expect(literal, 'a text that is no literal cannot be translated').toBe(calls);
    const german: Readonly<Record<string, string>> = readJson('l10n/bundle.l10n.de.json');
    expect(Object.keys(readJson('l10n/bundle.l10n.json')).sort()).toEqual([...used].sort());
    expect(Object.keys(german).sort()).toEqual([...used].sort());
    const places = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();
    for (const [text, translation] of Object.entries(german)) expect(places(translation), text).toEqual(places(text));
  });
});

describe('the settings', () => {
  const sections: readonly { readonly properties: Readonly<Record<string, { readonly default: unknown }>> }[] =
    contributes.configuration;
  const defaults = sections.flatMap(({ properties }) => Object.entries(properties));

  it('are known to the server, and their defaults are fine with it', () => {
    const section: Record<string, unknown> = {};
    for (const [key, { default: value }] of defaults) {
      const [group = '', name] = key.split('.').slice(1);
      section[group] = name === undefined ? value : { ...Object(section[group]), [name]: value };
    }
    expect(readSettings(section)).toEqual({ settings: readSettings(undefined).settings, problems: [] });
    expect(readSettings({ ...section, wrong: 1 }).problems).toHaveLength(1);
  });

  it('that could run something count only in a trusted workspace', () => {
    const restricted: readonly string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const running = defaults.map(([key]) => key).filter((key) => key.startsWith('tsk.runtime.'));
    expect([...restricted].sort()).toEqual(running.sort());
  });
});

describe('the manifest', () => {
  it('gives a scope to each type of the semantic tokens', () => {
    const scopes = Object.keys(contributes.semanticTokenScopes[0].scopes).map((selector) => selector.split('.')[0]);
    expect(tokenTypes.filter((type) => !scopes.includes(type))).toEqual([]);
  });

  it('matches the lines that tsk-compile writes', () => {
    const [{ regexp }] = contributes.problemPatterns;
    const line = 'config/a b.tsk:10:22: warning TSK5106: Even with `cpu` at 100 %: no.';
    expect(new RegExp(regexp).exec(line)?.slice(1)).toEqual([
      'config/a b.tsk',
      '10',
      '22',
      'warning',
      'TSK5106',
      'Even with `cpu` at 100 %: no.',
    ]);
  });

  it('names files that are there', () => {
    const paths = all(/"(?:\.\/)?((?:media|walkthrough|syntaxes|snippets|l10n)\/[\w./-]+)"/g, [
      JSON.stringify(manifest),
    ]);
    expect([...paths].filter((path) => !existsSync(join(extension, path)))).toEqual([]);
    expect(paths.size).toBeGreaterThan(8);
    const pictures = globSync('{walkthrough/*.md,README.md}', { cwd: extension }).flatMap((page) =>
      [...readFileSync(join(extension, page), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((found) =>
        join(page, '..', found[1] ?? ''),
      ),
    );
    expect(pictures.filter((path) => !existsSync(join(extension, path)))).toEqual([]);
  });
});

describe.skipIf(!existsSync(vsix))('the package', () => {
  it('holds what it needs, and nothing else', () => {
    const names = [...readPackage(vsix).keys()].map((name) =>
      name.replace(/part-[A-Z0-9]+/, 'part-*').replace(/^extension\/walkthrough\/.*/, 'extension/walkthrough/*'),
    );
    expect([...new Set(names)].sort()).toMatchSnapshot();
  });

  it('is no larger than two megabytes', () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(2 * 1024 * 1024);
  });
});
