import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type BenchRow, median } from '../harness.ts';
import { runPinned, usedCpuUs } from './processes.ts';

/** A proxy that runs. */
export interface RunningPeer {
  readonly name: string;
  readonly port: number;
  readonly child: ChildProcess;
}

/** A shape of traffic: what wrk is told beside the address. */
interface Shape {
  readonly name: string;
  readonly path: string;
  readonly connections: number;
  readonly options: readonly string[];
}

/** The header fields that a browser sends, about 900 bytes. */
const browserFields = [
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
  'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Cache-Control: max-age=0',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-User: ?1',
  'Upgrade-Insecure-Requests: 1',
  `Cookie: theme=dark; consent=1; id=${'0123456789abcdef'.repeat(20)}`,
].flatMap((field) => ['-H', field]);

const shapes: readonly Shape[] = [
  { name: 'GET, 1 KiB', path: '/1024', connections: 64, options: [] },
  { name: 'GET, 1 KiB in chunks', path: '/c/1024', connections: 32, options: [] },
  { name: 'GET, 64 KiB', path: '/65536', connections: 32, options: [] },
  { name: 'GET, 1 MiB', path: '/1048576', connections: 32, options: [] },
  { name: 'POST, 1 KiB', path: '/post', connections: 32, options: ['-s', join(import.meta.dirname, 'post.lua')] },
  { name: 'GET, 1 KiB, headers of a browser', path: '/1024', connections: 32, options: browserFields },
  { name: 'GET, 1 KiB, a connection each', path: '/1024', connections: 32, options: ['-H', 'Connection: close'] },
];

/** Processor time for a request, in microseconds, by shape: the median of slices that took turns. */
export function measureShapes(running: readonly RunningPeer[], slices: number): readonly BenchRow[] {
  return shapes.map((shape) => {
    const samples = new Map(running.map(({ name }): [string, number[]] => [name, []]));
    for (const peer of running) measureSlice(peer, shape, 2);
    for (let slice = 0; slice < slices; slice += 1) {
      // Back and forth, so that what drifts drifts for all.
      for (const peer of slice % 2 === 0 ? running : running.toReversed()) {
        samples.get(peer.name)?.push(measureSlice(peer, shape, 1));
      }
    }
    const figures = running.map(({ name }): [string, number] => [name, median(samples.get(name) ?? [])]);
    const [[, ours = Number.NaN] = [], ...others] = figures;
    return {
      metric: `processor time of a request: ${shape.name}`,
      unit: 'µs',
      ours,
      peers: Object.fromEntries(others),
    };
  });
}

function measureSlice(
  { name, port, child }: RunningPeer,
  { path, connections, options }: Shape,
  seconds: number,
): number {
  const before = usedCpuUs(child.pid ?? 0);
  const report = runPinned(1, [
    'wrk',
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    ...options,
    `http://127.0.0.1:${port}${path}`,
  ]);
  const used = usedCpuUs(child.pid ?? 0) - before;
  const requests = Number(/(\d+) requests in/.exec(report)?.[1] ?? 0);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(report)?.[1];
  if (requests === 0 || failed !== undefined) throw new Error(`${name} answered ${path} with errors:\n${report}`);
  return used / requests;
}
