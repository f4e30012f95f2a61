import type { Plan } from '@tsk/schemas/plan';
import { evictionPolicies, findEvictionPolicy } from '../cache/policies/index.ts';
import { seededRandom } from './random.ts';
import { zipf } from './zipf.ts';

/** Requests for things that can be cached: recorded ones, or ones of which few things are asked for often. */
export type CacheRequests =
  | {
      readonly kind: 'trace';
      readonly name: string;
      /** A key on each line, or `key,bytes`. */
      readonly text: string;
    }
  | {
      readonly kind: 'zipf';
      /** Different things, and how often each is asked for: in proportion to 1 ÷ rank^exponent. */
      readonly objects: number;
      readonly exponent: number;
      readonly requests: number;
      readonly meanBytes: number;
      readonly seed: number;
    };

/** What a preview of the cache is asked for. */
export interface CacheRequest {
  readonly requests: CacheRequests;
  /** Names of eviction policies; all where none are given. */
  readonly policies?: readonly string[];
}

/** How often a policy finds what is asked for, by the size of the cache. */
export interface CacheOutcome {
  readonly policy: string;
  /** Share of the requests, 0 to 1, for each of `sizes`. */
  readonly hitRatios: readonly number[];
}

/** Hit rates by size and eviction policy. Plain JSON. */
export interface CachePreview {
  readonly version: 1;
  readonly service: string;
  readonly title: string;
  /** The policy and the size of the plan. */
  readonly policy: string;
  readonly maxBytes: number;
  /** Different things that were asked for, the bytes of all of them, and how many requests there were. */
  readonly objects: number;
  readonly bytes: number;
  readonly requests: number;
  /** In bytes, rising; the plan's own is one of them. */
  readonly sizes: readonly number[];
  readonly outcomes: readonly CacheOutcome[];
  readonly notes: readonly string[];
}

/** A preview, or why there is none, as a whole sentence. */
export type CachePreviewOutcome =
  | { readonly ok: true; readonly preview: CachePreview }
  | { readonly ok: false; readonly message: string };

/** Requests as keys and sizes, in their order. */
interface Recording {
  readonly title: string;
  readonly keys: readonly number[];
  /** By key. */
  readonly bytes: readonly number[];
}

/** Bytes of a thing where a trace does not say. */
const USUAL_BYTES = 1024;

/** Requests that are looked at: what comes later in a longer recording is passed over. */
const MOST_REQUESTS = 1_000_000;

/** Sizes of caches as shares of all that is asked for. */
const shares = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];

/** Runs requests through the runtime's own eviction policies at several sizes. Pure, total and deterministic. */
export function previewCache(plan: Plan, { requests, policies }: CacheRequest): CachePreviewOutcome {
  const names = policies ?? evictionPolicies.map(({ name }) => name);
  const unknown = names.find((name) => findEvictionPolicy(name) === undefined);
  if (unknown !== undefined) {
    const known = evictionPolicies.map(({ name }) => name).join(', ');
    return { ok: false, message: `There is no eviction policy '${unknown}'; the policies are ${known}.` };
  }
  const recording = requests.kind === 'trace' ? readTrace(requests) : drawRequests(requests);
  if (recording.keys.length === 0) return { ok: false, message: `'${recording.title}' has no requests.` };
  const bytes = recording.bytes.reduce((sum, size) => sum + size, 0);
  const { maxBytes, policy } = plan.cache.response;
  const wanted = [...shares.map((share) => Math.ceil(share * bytes)), Math.min(maxBytes, bytes)];
  const sizes = [...new Set(wanted.filter((size) => size > 0))].toSorted((left, right) => left - right);
  return {
    ok: true,
    preview: {
      version: 1,
      service: plan.service.name,
      title: recording.title,
      policy,
      maxBytes,
      objects: recording.bytes.length,
      bytes,
      requests: recording.keys.length,
      sizes,
      outcomes: names.map((name) => ({
        policy: name,
        hitRatios: sizes.map((size) => hitRatio(name, size, recording)),
      })),
      notes: [
        'The policies are those of the runtime. Everything that is asked for is stored, and stays fresh: what may not be cached, and what expires, lowers the rate.',
        'A cache that begins empty finds nothing at first; that counts here.',
      ],
    },
  };
}

function hitRatio(name: string, maxBytes: number, { keys, bytes }: Recording): number {
  const cache = findEvictionPolicy(name)?.create<true, number>({ maxEntries: Number.POSITIVE_INFINITY, maxBytes });
  let hits = 0;
  for (const key of keys) {
    if (cache?.get(key) === true) hits += 1;
    else cache?.put(key, true, bytes[key] ?? USUAL_BYTES);
  }
  return hits / keys.length;
}

function drawRequests({
  objects,
  exponent,
  requests,
  meanBytes,
  seed,
}: Extract<CacheRequests, { kind: 'zipf' }>): Recording {
  const count = Math.max(1, Math.min(MOST_REQUESTS, Math.floor(objects)));
  const next = zipf(count, exponent, seededRandom(seed));
  return {
    title: `${count} objects asked for by Zipf's law with exponent ${exponent}`,
    keys: Array.from({ length: Math.min(MOST_REQUESTS, requests) }, next),
    bytes: Array.from({ length: count }, () => meanBytes),
  };
}

/** Keys become numbers in the order in which they first come; a size that changes is that of the first time. */
function readTrace({ name, text }: Extract<CacheRequests, { kind: 'trace' }>): Recording {
  const numbers = new Map<string, number>();
  const bytes: number[] = [];
  const keys: number[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (keys.length >= MOST_REQUESTS) break;
    const match = /^(.*?)(?:[,;\t]\s*(\d+))?\s*$/.exec(line);
    const key = match?.[1]?.trim() ?? line;
    const known = numbers.get(key);
    if (known === undefined) {
      numbers.set(key, bytes.length);
      bytes.push(match?.[2] === undefined ? USUAL_BYTES : Math.max(1, Number(match[2])));
    }
    keys.push(known ?? bytes.length - 1);
  }
  return { title: `requests of ${name}`, keys, bytes };
}
