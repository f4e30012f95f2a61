import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A test of the suite, as far as it is looked at here. */
interface SuiteTest {
  readonly id: string;
  readonly name: string;
  /** Required where it is left out. */
  readonly kind?: 'required' | 'optimal' | 'check';
  readonly depends_on?: readonly string[];
  readonly browser_only?: boolean;
}

/** What a test has come to: passed, failed, or not judged because one that it builds on failed. */
export interface Verdict {
  readonly id: string;
  readonly name: string;
  readonly kind: 'required' | 'optimal' | 'check';
  readonly verdict: 'passed' | 'failed' | 'not judged';
  /** What was wrong, in the words of the suite. */
  readonly detail: string;
}

const HOST = '127.0.0.1';

/** The folder of the suite, the npm package http-cache-tests of Mark Nottingham; undefined where it is not installed. */
export function findSuite(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('http-cache-tests/package.json'));
  } catch {
    return undefined;
  }
}

/** Starts the origin of the suite. */
export async function startOrigin(suite: string, port: number, pidFile: string): Promise<ChildProcess> {
  const settings = { protocol: 'http', port: String(port), pidfile: pidFile };
  const child = spawn(process.execPath, ['server/server.mjs'], {
    cwd: suite,
    env: settingsOf(settings),
    stdio: 'ignore',
  });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the origin of http-cache-tests does not listen');
}

/** Runs the whole suite against a cache and judges it. */
export async function runSuite(suite: string, cacheUrl: string): Promise<readonly Verdict[]> {
  const settings = { base: cacheUrl, id: '' };
  const client = spawn(process.execPath, ['--no-warnings', 'cli.mjs'], {
    cwd: suite,
    env: settingsOf(settings),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(client.stdout), once(client, 'close')]);
  const results = JSON.parse(output.slice(output.indexOf('{'))) as Readonly<Record<string, unknown>>;
  return judge(await readTests(suite), results);
}

/** The suite reads its settings as npm gives them to scripts. */
function settingsOf(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const variables = Object.entries(settings).flatMap(([key, value]) => [
    [`npm_config_${key}`, value],
    [`npm_package_config_${key}`, value],
  ]);
  return { ...process.env, ...Object.fromEntries(variables) };
}

async function readTests(suite: string): Promise<readonly SuiteTest[]> {
  const lists = ['index.mjs', 'surrogate-control.mjs'].map(async (file) => {
    const module = (await import(join(suite, 'tests', file))) as { readonly default: unknown };
    return module.default as
      | { readonly tests: readonly SuiteTest[] }
      | readonly { readonly tests: readonly SuiteTest[] }[];
  });
  const all = await Promise.all(lists);
  return all.flat().flatMap(({ tests }) => tests.filter((test) => test.browser_only !== true));
}

function judge(tests: readonly SuiteTest[], results: Readonly<Record<string, unknown>>): readonly Verdict[] {
  return tests.map((test) => {
    const { id, name, kind = 'required', depends_on: needed = [] } = test;
    const result = results[id];
    const detail = Array.isArray(result) ? String(result[1]) : '';
    // "Setup" says that the test could not be made, which is no fault of the cache.
    const unjudged =
      needed.some((other) => results[other] !== true) || (Array.isArray(result) && result[0] === 'Setup');
    const verdict = unjudged ? 'not judged' : result === true ? 'passed' : 'failed';
    return { id, name, kind, verdict, detail };
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
