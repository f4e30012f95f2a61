/**
 * Parsing to values: the same data in every format, three sizes, beside the parsers that people use, with JSON.parse as
 * the limit; then what an editor feels: a full parse of 10,000 lines, and what a tree costs in memory.
 */
import { parseDocument, toJson } from '@tsk/parser';
import yamlFast from 'js-yaml';
import json5 from 'json5';
import { parse as parseSmolToml } from 'smol-toml';
import toml from 'toml';
import { parse as parseYaml } from 'yaml';
import { type BenchData, makeBenchData } from './data.ts';
import { type BenchRow, printRows, timeInTurns } from './harness.ts';

const sizes = [
  { name: '1 KB', bytes: 1_000 },
  { name: '100 KB', bytes: 100_000 },
  { name: '5 MB', bytes: 5_000_000 },
];

printRows([
  ...sizes.map(({ name, bytes }) => compareParsers(name, makeBenchData(bytes))),
  parseTenThousandLines(),
  measureMemory(),
]);

function compareParsers(size: string, data: BenchData): BenchRow {
  checkSameData(data);
  const quick: Record<'tsk' | 'smol-toml' | 'js-yaml' | 'JSON.parse', () => unknown> = {
    tsk: () => toJson(parseDocument(data.tsk, { file: 'bench.tsk' }).root),
    'smol-toml': () => parseSmolToml(data.toml),
    'js-yaml': () => yamlFast.load(data.yaml),
    'JSON.parse': () => JSON.parse(data.json),
  };
  // These take minutes for megabytes; the smaller sizes say where they stand.
  const slow = {
    toml: () => toml.parse(data.toml),
    yaml: () => parseYaml(data.yaml),
    json5: () => json5.parse(data.json5),
  };
  const big = data.tsk.length > 1_000_000;
  const { tsk, ...peers } = timeInTurns<string>(
    big ? quick : { ...quick, ...slow },
    big ? { rounds: 3, sliceMs: 1 } : {},
  );
  return { metric: `parse to values, ${size}`, unit: 'ms', ours: tsk ?? Number.NaN, peers };
}

function parseTenThousandLines(): BenchRow {
  const data = linesOfData(10_000);
  const { tsk, ...peers } = timeInTurns({
    tsk: () => parseDocument(data.tsk, { file: 'bench.tsk' }),
    'JSON.parse': () => JSON.parse(data.json),
  });
  return { metric: 'full parse, 10,000 lines', unit: 'ms', ours: tsk, peers };
}

function measureMemory(): BenchRow {
  const { tsk } = makeBenchData(1_000_000);
  const text = Buffer.from(tsk).toString('latin1');
  const before = heapUsed();
  const tree = parseDocument(text, { file: 'bench.tsk' }).tree;
  const bytes = heapUsed() - before;
  return { metric: 'memory of the tree', unit: 'bytes per source byte', ours: bytes / tree.text.length, peers: {} };
}

function heapUsed(): number {
  globalThis.gc?.();
  const { heapUsed: heap, arrayBuffers } = process.memoryUsage();
  return heap + arrayBuffers;
}

function linesOfData(lines: number): BenchData {
  let bytes = 200_000;
  let data = makeBenchData(bytes);
  while (data.tsk.split('\n').length < lines) {
    bytes *= 1.1;
    data = makeBenchData(bytes);
  }
  return data;
}

/** A comparison of parsers means something only where they read the same. */
function checkSameData(data: BenchData): void {
  const expected = JSON.stringify(JSON.parse(data.json));
  const readings = {
    tsk: toJson(parseDocument(data.tsk, { file: 'bench.tsk' }).root),
    toml: parseSmolToml(data.toml),
    yaml: yamlFast.load(data.yaml),
    json5: json5.parse(data.json5),
  };
  for (const [name, reading] of Object.entries(readings)) {
    if (JSON.stringify(reading) !== expected) throw new Error(`the ${name} text does not hold the same data`);
  }
}
