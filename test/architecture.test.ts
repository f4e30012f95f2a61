import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Who may import what. The first row whose `from` is a prefix of the file decides; `may` lists prefixes of what it
 * names: packages, `node:` modules, and own folders (imports within the row's own prefix are always allowed).
 */
const rules: readonly { readonly from: string; readonly may: readonly string[] }[] = [
  { from: 'parser/src/', may: ['chevrotain'] },
  { from: 'schemas/src/base/', may: [] },
  { from: 'schemas/src/plan/', may: ['schemas/src/generated/', 'schemas/src/base/'] },
  { from: 'schemas/src/', may: ['@tsk/parser', 'ajv'] },
  {
    from: 'compiler/src/cli/',
    may: [
      '@tsk/parser',
      '@tsk/schemas',
      '@tsk/runtime/simulate',
      '@tsk/runtime/charts',
      'compiler/src/',
      'commander',
      'ignore',
      'tinyglobby',
      '@resvg/resvg-wasm',
      'node:',
    ],
  },
  { from: 'compiler/src/', may: ['@tsk/parser', '@tsk/schemas'] },
  { from: 'runtime/src/balance/', may: [] },
  { from: 'runtime/src/cache/policies/', may: [] },
  { from: 'runtime/src/cache/freshness/', may: [] },
  {
    from: 'runtime/src/autoscale/policies/',
    may: ['runtime/src/autoscale/', 'runtime/src/unreachable.ts', '@tsk/schemas/plan'],
  },
  // Previews run what the runtime runs: its balancing algorithms, its eviction policies, its scaling engine.
  {
    from: 'runtime/src/simulate/',
    may: [
      'runtime/src/autoscale/',
      'runtime/src/balance/',
      'runtime/src/cache/policies/',
      'runtime/src/unreachable.ts',
      '@tsk/schemas/plan',
    ],
  },
  {
    from: 'runtime/src/charts/',
    may: [
      'runtime/src/simulate/',
      'runtime/src/autoscale/',
      'runtime/src/unreachable.ts',
      '@tsk/schemas/plan',
      'echarts',
    ],
  },
  { from: 'runtime/src/limits/', may: [] },
  { from: 'runtime/src/autoscale/', may: ['runtime/src/unreachable.ts', '@tsk/schemas/plan'] },
  { from: 'runtime/src/http/', may: ['runtime/src/', '@tsk/schemas/plan', 'node:', 'undici', 'selfsigned', 'cookie'] },
  // The demo service and its load driver are a service and a client of their own, not parts of the balancer.
  { from: 'runtime/src/demo/', may: ['node:', 'undici', '@tsk/schemas/plan'] },
  // Stores speak to Redis and memcached through the clients that people use.
  { from: 'runtime/src/cache/stores/', may: ['runtime/src/', '@tsk/schemas/plan', 'ioredis', 'memjs', 'node:'] },
  { from: 'runtime/src/', may: ['@tsk/schemas/plan', 'commander', 'pidusage', 'pino', 'prom-client', 'node:'] },
  // The one part of the server that knows a platform; the rest runs in a browser as well.
  {
    from: 'language-server/src/node/',
    may: ['language-server/src/', 'vscode-languageserver', 'vscode-uri', 'ignore', 'node:'],
  },
  { from: 'language-server/src/browser/', may: ['language-server/src/', 'vscode-languageserver'] },
  {
    from: 'language-server/src/',
    may: [
      '@tsk/parser',
      '@tsk/schemas',
      '@tsk/compiler',
      '@tsk/runtime/simulate',
      '@tsk/runtime/charts',
      'ignore',
      'vscode-languageserver',
      'vscode-uri',
    ],
  },
  {
    from: 'test/',
    may: [
      '',
      'language-server/src/',
      'vscode-extension/src/',
      'parser/src/',
      'schemas/src/',
      'compiler/src/',
      'runtime/src/',
    ],
  },
];

/** Only these folders may open sockets. */
const network = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'undici'];
const mayUseNetwork = ['runtime/src/http/', 'runtime/src/demo/', 'test/'];

interface Import {
  readonly file: string;
  readonly target: string;
}

describe('the architecture', () => {
  const files = rules
    .map(({ from }) => from.split('/', 1)[0] ?? '')
    .filter((folder, index, all) => all.indexOf(folder) === index)
    .flatMap((folder) => listSources(join(root, folder)));
  const imports = files.flatMap(listImports);

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(60);
  });

  it('lets every file import only what its folder may', () => {
    expect(imports.filter((entry) => !isAllowed(entry)).map(describeImport)).toEqual([]);
  });

  it('touches the network only in runtime/src/http and the demo', () => {
    const outside = imports.filter(
      ({ file, target }) => network.includes(target) && !mayUseNetwork.some((folder) => file.startsWith(folder)),
    );
    expect(outside.map(describeImport)).toEqual([]);
  });

  it('has no file outside test/ that imports test/', () => {
    const wrong = imports.filter(({ file, target }) => target.startsWith('test/') && !file.startsWith('test/'));
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it('has no cycle of folders', () => {
    expect(findCycle(imports)).toEqual([]);
  });
});

function isAllowed({ file, target }: Import): boolean {
  const rule = rules.find(({ from }) => file.startsWith(from));
  return rule !== undefined && [rule.from, ...rule.may].some((prefix) => target.startsWith(prefix));
}

/** A chain of folders that comes back to its start, or nothing. Files at a package's top are its composition, not a folder. */
function findCycle(imports: readonly Import[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { file, target } of imports) {
    const [from, to] = [dirname(file), dirname(target)];
    if (!target.includes('/src/') || from === to || from.endsWith('/src') || file.startsWith('test/')) continue;
    edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  const finished = new Set<string>();
  const visit = (folder: string, path: readonly string[]): string[] => {
    if (path.includes(folder)) return [...path.slice(path.indexOf(folder)), folder];
    if (finished.has(folder)) return [];
    finished.add(folder);
    for (const next of edges.get(folder) ?? []) {
      const cycle = visit(next, [...path, folder]);
      if (cycle.length > 0) return cycle;
    }
    return [];
  };
  for (const folder of edges.keys()) {
    const cycle = visit(folder, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(^|\/)(node_modules|dist|fixtures|generated)\//.test(name))
    .map((name) => relative(root, join(folder, name)));
}

function listImports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)].map(
    (match) => {
      const specifier = match[1] ?? match[2] ?? match[3] ?? '';
      return { file, target: specifier.startsWith('.') ? join(dirname(file), specifier) : specifier };
    },
  );
}

function describeImport({ file, target }: Import): string {
  return `${file} imports ${target}`;
}
