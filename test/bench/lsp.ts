/**
 * What an editor feels, beside the language servers of other formats, each in a process of its own, on the same data: the founding
 * configuration with services below it. A keystroke in the middle until its findings are there, completion and hover right after a
 * keystroke, the first findings after the start of the process, memory with a hundred files.
 *
 * The peers have no schema: they check syntax, while ours evaluates and checks what it knows. Each keeps its own pause before it
 * looks at what was typed: yaml-language-server waits 200 ms, the JSON service has none here (VS Code gives it 500 ms).
 * The line of processor time is what the keystroke costs, whatever else the machine does.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BenchRow, printRows } from './harness.ts';
import { type LspDocument, makeLspDocument } from './lsp/documents.ts';
import { type MeasuredServer, type RunningServer, startServer, type TypedEdit } from './lsp/language-client.ts';

const here = import.meta.dirname;
const yamlServer = createRequire(import.meta.url).resolve('yaml-language-server/package.json');

const servers: readonly MeasuredServer[] = [
  { name: 'tsk', format: 'tsk', args: [join(here, '../../language-server/dist/server.js'), '--stdio'] },
  {
    name: 'yaml-language-server',
    format: 'yaml',
    args: [join(dirname(yamlServer), 'bin/yaml-language-server'), '--stdio'],
  },
  { name: 'vscode-json-languageservice', format: 'json', args: [join(here, 'lsp/json-server.ts'), '--stdio'] },
  { name: '@taplo/lsp', format: 'toml', args: [join(here, 'lsp/taplo-server.ts')] },
];

/** How often a key is pressed for one figure, after some to warm up. */
const keys = { counted: 40, asked: 40, warmUp: 10 };

/** How many files the memory is measured with, and how long each is. */
const many = { files: 100, lines: 1000 };

type Figures = Readonly<Record<string, { readonly unit: string; readonly value: number }>>;

const measured = new Map<string, Figures>();
// With `--ours` the peers are left out, which take most of the time.
for (const server of process.argv.includes('--ours') ? servers.slice(0, 1) : servers) {
  console.error(`${server.name} …`);
  measured.set(server.name, await measure(server));
}
printRows(toRows());

/** All figures of a server; those that it does not come to an end with are missing. */
async function measure(server: MeasuredServer): Promise<Figures> {
  const [small, large] = [makeLspDocument(1000), makeLspDocument(10_000)];
  const parts = [
    () => measureStart(server, small),
    () => measureTyping(server, small, '1,000 lines'),
    () => measureTyping(server, large, '10,000 lines'),
    () => measureMemory(server),
  ];
  const figures: Figures[] = [];
  for (const part of parts) {
    try {
      figures.push(await part());
    } catch (failure) {
      console.error(`${server.name}: ${String(failure)}`);
    }
  }
  return Object.assign({}, ...figures);
}

/** From the start of the process to the first findings; the middle of three. */
async function measureStart(server: MeasuredServer, document: LspDocument): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    await inFolder(server, [['a', document]], async (running, [uri = '']) => {
      await running.open(uri, document[server.format]);
      times.push(performance.now() - running.startedAt);
    });
  }
  return { 'start to first findings, 1,000 lines': { unit: 'ms', value: percentile(times, 0.5) } };
}

async function measureTyping(server: MeasuredServer, document: LspDocument, size: string): Promise<Figures> {
  const text = document[server.format];
  const at = findNumber(text);
  const figures: Record<string, { unit: string; value: number }> = {};
  await inFolder(server, [['a', document]], async (running, [uri = '']) => {
    await running.open(uri, text);
    await running.settle(500);
    const press = (index: number, atOnce = false): Promise<void> => running.type(uri, key(at, index), atOnce);
    for (let index = 0; index < keys.warmUp; index++) await press(index);
    const before = running.cpuMs();
    const times = await timed(async (index) => {
      await press(index + keys.warmUp);
    });
    const cpu = (running.cpuMs() - before) / keys.counted;
    figures[`keystroke to findings, p50, ${size}`] = { unit: 'ms', value: percentile(times, 0.5) };
    figures[`keystroke to findings, p95, ${size}`] = { unit: 'ms', value: percentile(times, 0.95) };
    figures[`processor time of a keystroke, ${size}`] = { unit: 'ms', value: cpu };
    for (const [name, method] of [
      ['completion', 'textDocument/completion'],
      ['hover', 'textDocument/hover'],
    ] as const) {
      const spent: number[] = [];
      for (let index = 0; index < keys.warmUp + keys.asked; index++) {
        await press(index, true);
        const start = performance.now();
        await running.ask(method, uri, { line: at.line, character: 3 });
        if (index >= keys.warmUp) spent.push(performance.now() - start);
        await running.settle(100);
      }
      figures[`${name} right after a keystroke, p95, ${size}`] = { unit: 'ms', value: percentile(spent, 0.95) };
    }
  });
  return figures;
}

async function measureMemory(server: MeasuredServer): Promise<Figures> {
  const documents = Array.from({ length: many.files }, (_, index) => makeLspDocument(many.lines, `service_${index}`));
  let value = Number.NaN;
  await inFolder(
    server,
    documents.map((document, index) => [`${index}/a`, document] as const),
    async (running, uris) => {
      for (const [index, uri] of uris.entries()) await running.open(uri, documents[index]?.[server.format] ?? '');
      await running.settle(3000);
      value = running.memoryMb();
    },
  );
  return { 'memory, 100 open files of 1,000 lines': { unit: 'MB', value } };
}

/** Runs a server in a folder that has these files. */
async function inFolder(
  server: MeasuredServer,
  files: readonly (readonly [name: string, document: LspDocument])[],
  run: (running: RunningServer, uris: readonly string[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tsk-bench-lsp-'));
  try {
    const uris = files.map(([name, document]) => {
      const path = join(folder, `${name}.${server.format}`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, document[server.format]);
      return pathToFileURL(path).href;
    });
    const running = await startServer(server, folder);
    try {
      await run(running, uris);
    } finally {
      await running.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last digit of a port in the middle of a text. */
function findNumber(text: string): { readonly line: number; readonly character: number } {
  const lines = text.split('\n');
  const line = lines.findIndex((one, index) => index > lines.length / 2 && /\bport\b.*\d/.test(one));
  return { line, character: /\d(?=\D*$)/.exec(lines[line] ?? '')?.index ?? 0 };
}

/** A digit comes, and goes with the next key. */
function key({ line, character }: { readonly line: number; readonly character: number }, index: number): TypedEdit {
  return index % 2 === 0 ? { line, character, length: 0, text: '1' } : { line, character, length: 1, text: '' };
}

async function timed(run: (index: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < keys.counted; index++) {
    const start = performance.now();
    await run(index);
    times.push(performance.now() - start);
  }
  return times;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function toRows(): readonly BenchRow[] {
  const [ours, ...peers] = [...measured.entries()];
  return Object.entries(ours?.[1] ?? {}).map(([metric, { unit, value }]) => ({
    metric,
    unit,
    ours: value,
    peers: Object.fromEntries(peers.map(([name, figures]) => [name, figures[metric]?.value ?? Number.NaN])),
  }));
}
