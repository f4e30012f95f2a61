/**
 * Parsing to values: the same data in every format, three sizes, beside the parsers that people use, with JSON.parse as
 * the limit; then what an editor feels: 10,000 lines parsed whole, and parsed again after a key was pressed in the middle of
 * them; how time grows with size; what a tree costs in memory; how long the first parser takes to make.
 *
 * Two peers are not slower. smol-toml takes half of our time at 1 KB and 100 KB and three quarters at 5 MB: it reads characters
 * straight into plain objects, and keeps nothing else. Here 100 KB become tokens (1.4 ms), a lossless tree (0.5 ms), values that each
 * know their place (1.0 ms), and last the plain objects that smol-toml makes at once (0.3 ms): the tokens alone take nearly as long
 * as smol-toml takes for everything (1.6 ms). js-yaml is level at 1 KB, a fifth slower at 100 KB and a tenth faster at 5 MB, where
 * half of our time goes to values and to moving them, as they are kept, through the garbage collector.
 */
import { parse, parseDocument, reparse, reparseDocument, toJson } from '@tsk/parser';
import yamlFast from 'js-yaml';
import json5 from 'json5';
import { parse as parseSmolToml } from 'smol-toml';
import toml from 'toml';
import { parse as parseYaml } from 'yaml';
import { DocumentParser } from '../../parser/src/syntax/document-parser.ts';
import { type BenchData, makeBenchData } from './data.ts';
import { type BenchRow, printRows, timeInTurns } from './harness.ts';

const sizes = [
  { name: '1 KB', bytes: 1_000 },
  { name: '100 KB', bytes: 100_000 },
  { name: '5 MB', bytes: 5_000_000 },
];
const options = { file: 'bench.tsk' };

printRows([
  ...sizes.map(({ name, bytes }) => compareParsers(name, makeBenchData(bytes))),
  ...parseTenThousandLines(),
  measureGrowth(),
  measureMemory(),
  measureConstruction(),
]);

function compareParsers(size: string, data: BenchData): BenchRow {
  checkSameData(data);
  const quick: Record<string, () => unknown> = {
    tsk: () => toJson(parseDocument(data.tsk, options).root),
    'smol-toml': () => parseSmolToml(data.toml),
    'js-yaml': () => yamlFast.load(data.yaml),
    'JSON.parse': () => JSON.parse(data.json),
  };
  const slow: Record<string, () => unknown> = {
    yaml: () => parseYaml(data.yaml),
    json5: () => json5.parse(data.json5),
    // Its time grows with the square of the size: megabytes take many minutes.
    ...(data.toml.length > 1_000_000 ? {} : { toml: () => toml.parse(data.toml) }),
  };
  const times = {
    ...timeInTurns(quick, data.tsk.length > 1_000_000 ? { rounds: 7 } : { rounds: 15 }),
    ...timeInTurns(slow, { rounds: 3 }),
  };
  const { tsk = Number.NaN, ...peers } = times;
  return { metric: `parse to values, ${size}`, unit: 'ms', ours: tsk, peers };
}

/** A key pressed in the middle: the section that it is in is parsed again. */
function parseTenThousandLines(): BenchRow[] {
  const data = linesOfData(10_000);
  const at = data.tsk.indexOf('port = ', data.tsk.length / 2) + 'port = '.length;
  const edit = { span: { start: at, end: at }, newText: '1' };
  const edited = data.tsk.slice(0, at) + edit.newText + data.tsk.slice(at);
  const document = parseDocument(data.tsk, options);
  const candidates = {
    'parse, whole': () => parse(edited, options),
    'parse again, one key': () => reparse(document.tree, edit),
    'document, whole': () => parseDocument(edited, options),
    'document again, one key': () => reparseDocument(document, edit),
    'JSON.parse': () => JSON.parse(data.json),
  };
  // Slices of a single call: what counts is the key that is pressed, not the collection of garbage after a hundred of them.
  const times = timeInTurns(candidates, { rounds: 101, sliceMs: 0 });
  const row = (metric: string, ours: number, peers: BenchRow['peers']): BenchRow => ({
    metric: `${metric}, 10,000 lines`,
    unit: 'ms',
    ours,
    peers,
  });
  return [
    row('tree again after one key', times['parse again, one key'], { 'full parse': times['parse, whole'] }),
    row('document again after one key', times['document again, one key'], { 'full parse': times['document, whole'] }),
    row('document', times['document, whole'], { 'JSON.parse': times['JSON.parse'] }),
  ];
}

/** The time of a byte in 5 MB beside that in 100 KB: 1 is linear. */
function measureGrowth(): BenchRow {
  const [small, big] = [makeBenchData(100_000).tsk, makeBenchData(5_000_000).tsk];
  // One after the other: by turns, each would find the shared buffers at the size that the other needs.
  const time = (text: string): number => timeInTurns({ parse: () => parse(text, options) }).parse;
  const nanoseconds = (text: string): number => (time(text) * 1e6) / text.length;
  return {
    metric: 'tree, 5 MB',
    unit: 'ns per character',
    ours: nanoseconds(big),
    peers: { 'tree, 100 KB': nanoseconds(small) },
  };
}

function measureMemory(): BenchRow {
  const text = Buffer.from(makeBenchData(1_000_000).tsk).toString('latin1');
  parse(text, options);
  const before = heapUsed();
  const trees = Array.from({ length: 10 }, () => parse(text, options));
  const bytes = (heapUsed() - before) / trees.length;
  return { metric: 'memory of a tree', unit: 'bytes per source byte', ours: bytes / text.length, peers: {} };
}

function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed: heap, arrayBuffers } = process.memoryUsage();
  return heap + arrayBuffers;
}

/** The analysis of the grammar, once for a process, on code that the process has run before. */
function measureConstruction(): BenchRow {
  const { parser } = timeInTurns({ parser: () => new DocumentParser() }, { rounds: 5 });
  return { metric: 'making the parser', unit: 'ms', ours: parser, peers: {} };
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
    tsk: toJson(parseDocument(data.tsk, options).root),
    toml: parseSmolToml(data.toml),
    yaml: yamlFast.load(data.yaml),
    json5: json5.parse(data.json5),
  };
  for (const [name, reading] of Object.entries(readings)) {
    if (JSON.stringify(reading) !== expected) throw new Error(`the ${name} text does not hold the same data`);
  }
}
