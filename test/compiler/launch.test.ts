import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'tsk-launch-'));
const command = join(folder, 'tsk-compile.mjs');
const cache = join(folder, 'parts', `cache-${process.version}-${process.arch}`);

/** What the build's script exports, as far as it is used here. */
interface Bundler {
  bundleCommand(options: {
    readonly entry: string;
    readonly launcher: string;
    readonly out: string;
    readonly warmUp: readonly string[];
  }): Promise<void>;
}

beforeAll(async () => {
  const script: string = new URL('../../scripts/bundle-command.mjs', import.meta.url).href;
  const { bundleCommand } = (await import(script)) as Bundler;
  await bundleCommand({
    entry: 'compiler/src/cli/main.ts',
    launcher: 'compiler/src/cli/launch.ts',
    out: relative(root, command),
    warmUp: ['check', 'examples/web-service'],
  });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(env: Readonly<Record<string, string>> = {}): string {
  const { HOME: _, XDG_CACHE_HOME: __, NODE_V8_COVERAGE: ___, ...others } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, 'check', 'examples/web-service'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...others, ...env },
  });
  return `${status} ${stdout}${stderr}`;
}

const clean = '0 No findings in 1 file\n';
const codeOf = (part: string): string => join(cache, readdirSync(cache).find((name) => name.startsWith(part)) ?? '');

describe('the bundled command', () => {
  it('has the code of its first run beside it, and answers as without', () => {
    expect(readdirSync(cache).some((name) => /^check-\w+\.cjs\.bin$/.test(name))).toBe(true);
    expect(check()).toBe(clean);
    expect(check({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(clean);
  });

  it('replaces code that is damaged', () => {
    const file = codeOf('main-');
    writeFileSync(file, 'damaged');
    expect(check()).toBe(clean);
    expect(readFileSync(file).length).toBeGreaterThan(1000);
  });

  it("keeps its code in the user's folder where it cannot write beside itself, and nowhere on request", () => {
    rmSync(cache, { recursive: true });
    expect(check({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(clean);
    expect(existsSync(cache)).toBe(false);
    // A file where the folder would be: nothing can be written there.
    writeFileSync(cache, '');
    const own = join(folder, 'own');
    expect(check({ XDG_CACHE_HOME: own })).toBe(clean);
    expect(readdirSync(join(own, 'tsk-compile', `cache-${process.version}-${process.arch}`)).length).toBeGreaterThan(5);
    expect(check({ XDG_CACHE_HOME: own })).toBe(clean);
  });
});
