import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const compileCache = mkdtempSync(join(tmpdir(), 'tsk-action-cache-'));
let folder: CliFolder;

beforeEach(() => {
  folder = makeCliFolder();
});
afterEach(() => folder.remove());
afterAll(() => rmSync(compileCache, { recursive: true }));

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line of action.yml or .pre-commit-hooks.yaml, against the command from its sources. */
function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      TSK_COMPILE: join(root, 'compiler/src/cli/main.ts'),
      NODE_OPTIONS: '--conditions=@tsk/source',
      NODE_COMPILE_CACHE: compileCache,
      RUNNER_TEMP: folder.path,
      GITHUB_OUTPUT: join(folder.path, 'output'),
      GITHUB_STEP_SUMMARY: join(folder.path, 'summary.md'),
      ...env,
    },
  });
  return { code: status, out: stdout, err: stderr };
}

/** The outputs of the step, as GitHub reads them. */
function outputs(): Readonly<Record<string, string>> {
  const blocks = folder.read('output').matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value]));
}

const doubtful = '[load_balancing.health_checks]\ninterval = 5\ntimeout = 10\n';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}

describe('the GitHub Action', () => {
  it('annotates, sums up, and hands on what it found', () => {
    folder.write('a/a.tsk', doubtful);
    folder.write('b/b.tsk', '[service]\nname = 5\n');
    const env = {
      TSK_FILES: 'a\nb',
      TSK_SARIF_FILE: 'out/tsk.sarif',
      GITHUB_SERVER_URL: 'https://example.org',
      TSK_ACTION_REPOSITORY: 'tsk/tsk',
      TSK_ACTION_REF: 'v1',
    };
    const { code, out, err } = run('ci/action.mjs', [], env);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain(
      '::warning file=a/a.tsk,line=3,endLine=3,col=11,endColumn=13,title=TSK5105 W_HEALTH_TIMEOUT::',
    );
    expect(out).toContain('::error file=b/b.tsk,line=2,');
    expect(outputs()).toEqual({
      'exit-code': '1',
      findings: '2',
      errors: '1',
      warnings: '1',
      'sarif-file': 'out/tsk.sarif',
    });
    const summary = folder.read('summary.md');
    expect(summary).toContain('1 error, 1 warning in 2 files of 2 configurations.\n');
    expect(summary).toMatch(/^\| ⚠️ warning \| TSK5105 \| a\/a\.tsk:3:11 \| A health check may take 10 s/m);
    const [rule] = JSON.parse(folder.read('out/tsk.sarif')).runs[0].tool.driver.rules;
    expect(rule.helpUri).toBe(`https://example.org/tsk/tsk/blob/v1/docs/diagnostics/${rule.id}.md`);
  });

  it('is content where there is nothing to find', () => {
    folder.write('a.tsk', 'x = 1\n');
    const { code, out } = run('ci/action.mjs', []);
    expect([code, out]).toEqual([0, '']);
    expect(folder.read('summary.md')).toContain('✅ No findings in 1 file of 1 configuration.');
    expect(outputs()).toMatchObject({ 'exit-code': '0', findings: '0' });
  });

  it('keeps Markdown and HTML of messages out of the summary', () => {
    folder.write('a.tsk', '[service]\nprovider = "<b>|`x"\n');
    run('ci/action.mjs', []);
    const row = folder.read('summary.md').match(/^\| ❌.*$/m)?.[0] ?? '';
    expect(row).not.toMatch(/<b>|(?<!\\)`/);
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it('fails as the check does where that cannot be made', () => {
    const { code, err } = run('ci/action.mjs', [], { TSK_FILES: 'nowhere' });
    expect(code).toBe(2);
    expect(err).toContain("There is no file or folder 'nowhere'.");
    expect(outputs()).toEqual({ 'exit-code': '2' });
  });

  it('has inputs that reach the script, and outputs that the script sets', () => {
    const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
    const step = action.runs.steps.at(-1);
    expect(step?.run).toBe('node "$GITHUB_ACTION_PATH/ci/action.mjs"');
    const script = readFileSync(join(root, 'ci/action.mjs'), 'utf8');
    for (const variable of Object.keys(step?.env ?? {})) expect(script).toContain(variable);
    for (const name of Object.keys(action.outputs)) expect(script).toContain(`setOutput('${name}'`);
    const used = JSON.stringify(action.runs);
    for (const name of Object.keys(action.inputs)) expect(used).toContain(`inputs.${name}`);
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

describe('the pre-commit hooks', () => {
  const hooks = load(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];

  /** Runs a hook as pre-commit does: its entry, then the arguments. */
  function runHook(id: string, args: readonly string[]): Result {
    const [script = '', ...rest] = hooks.find((hook) => hook.id === id)?.entry.split(' ') ?? [];
    return run(script, [...rest, ...args]);
  }

  it('name scripts that can be run', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['tsk-check', 'tsk-fmt']);
    for (const { entry } of hooks) {
      const path = join(root, entry.split(' ')[0] ?? '');
      expect(existsSync(path) && (statSync(path).mode & 0o111) !== 0).toBe(true);
    }
  });

  it('check the whole repository, as a commit may hold a part of a configuration only', () => {
    folder.write('a/a.tsk', doubtful);
    expect(runHook('tsk-check', [])).toMatchObject({ code: 0, out: expect.stringContaining('a/a.tsk:3:11: warning') });
    expect(runHook('tsk-check', ['--fail-level=warning']).code).toBe(1);
  });

  it('format the files that are committed', () => {
    folder.write('a.tsk', 'a=1\n');
    expect(runHook('tsk-fmt', ['a.tsk'])).toMatchObject({ code: 0, out: 'formatted a.tsk\n' });
    expect(folder.read('a.tsk')).toBe('a = 1\n');
  });
});
