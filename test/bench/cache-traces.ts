import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { zipfRequests } from './cache-keys.ts';

/** A series of requests for objects, which are numbered from 0 in the order in which they first appear. */
export interface Trace {
  readonly name: string;
  readonly requests: Int32Array;
  readonly objects: number;
}

/** Node.js reads gzip by itself; for this it needs the program. */
const XZ = 'xz';
const FOLDER = fileURLToPath(new URL('../../../shared/traces/cache/', import.meta.url));

/** Files of the folder of traces, by what they are called in tables. Its README says where they come from. */
const FILES: Readonly<Record<string, string>> = {
  cloudPhysicsIO: 'cloudPhysicsIO.txt.gz',
  web07: 'cache2k_web07.trace.xz',
  web12: 'cache2k_web12.trace.xz',
  'orm-busy': 'cache2k_orm-busy.trace.xz',
  'orm-night': 'cache2k_orm-night.trace.xz',
  adaptsize: 'adaptsize_request.trace.xz',
  'lirs-multi1': 'lirs_multi1.trace.gz',
  'lirs-multi2': 'lirs_multi2.trace.gz',
  'lirs-multi3': 'lirs_multi3.trace.gz',
  'lirs-sprite': 'lirs_sprite.trace.gz',
  'lirs-2_pools': 'lirs_2_pools.trace.gz',
  'lirs-gli': 'lirs_gli.trace.gz',
  'lirs-loop': 'lirs_loop.trace.gz',
  'lirs-cpp': 'lirs_cpp.trace.gz',
  'lirs-cs': 'lirs_cs.trace.gz',
  'lirs-ps': 'lirs_ps.trace.gz',
};

/** The traces that are at hand, those that are not by name, and two made of Zipf distributions, which always are. */
export function readTraces(): { readonly traces: readonly Trace[]; readonly absent: readonly string[] } {
  const present = Object.entries(FILES).filter(([, file]) => existsSync(FOLDER + file));
  const absent = Object.keys(FILES).filter((name) => !present.some(([found]) => found === name));
  const traces = present.map(([name, file]) => number(name, readObjects(file)));
  for (const exponent of [0.8, 1]) traces.push(number(`zipf-${exponent}`, zipfRequests(100_000, exponent, 500_000)));
  return { traces, absent };
}

function readObjects(file: string): Iterable<string | number> {
  const packed = FOLDER + file;
  if (file.endsWith('.gz')) return readLines(gunzipSync(readFileSync(packed)));
  const bytes = execFileSync(XZ, ['--decompress', '--stdout', packed], { maxBuffer: 2 ** 30 });
  if (file.startsWith('cache2k_')) return readIntegers(bytes);
  // Time, object, size.
  return readLines(bytes).map((line) => line.split(' ')[1] ?? '');
}

function readLines(bytes: Buffer): readonly string[] {
  const lines = bytes.toString('latin1').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && line !== '*');
}

function* readIntegers(bytes: Buffer): Iterable<number> {
  for (let at = 0; at + 4 <= bytes.length; at += 4) yield bytes.readInt32BE(at);
}

function number(name: string, objects: Iterable<string | number>): Trace {
  const numbers = new Map<string | number, number>();
  const requests: number[] = [];
  for (const object of objects) {
    const known = numbers.get(object) ?? numbers.size;
    numbers.set(object, known);
    requests.push(known);
  }
  return { name, requests: Int32Array.from(requests), objects: numbers.size };
}
