import type { LimitsPlan, RateLimitPlan } from '@tsk/schemas/plan';
import { byDefault, type Draft, derive, known, type Leaf } from './draft.ts';
import type { Settings } from './settings.ts';

const MINUTE_MS = 60_000;

/** The keys that count requests of a fixed time, with that time. */
const windows = [
  ['requests_per_second', 1_000],
  ['requests_per_minute', MINUTE_MS],
  ['requests_per_hour', 3_600_000],
  ['requests_per_day', 86_400_000],
] as const;

/** Whose requests a limit counts together, and on which path. */
interface Reach {
  readonly name: string;
  readonly scope: Leaf<RateLimitPlan['scope']>;
  readonly header: Leaf<string | null>;
  readonly path: string | null;
}

const table = 'rate_limiting';

/** Lowers `[rate_limiting]`: each key that sets a limit becomes one of the plan. */
export function lowerLimits(settings: Settings): Draft<LimitsPlan> {
  const enabled = settings.switchOf([table], false);
  return {
    enabled,
    rates: [...lowerRates(settings)],
    maxConcurrentPerClient: settings.number([`${table}.max_concurrent_per_client`], 0),
    headers: settings.switchOf([`${table}.headers`], true),
    allow: settings.strings(`${table}.whitelist`, []),
    deny: settings.strings(`${table}.blacklist`, []),
  };
}

function* lowerRates(settings: Settings): Generator<Draft<RateLimitPlan>> {
  const key = settings.string([`${table}.key`], 'ip');
  const own = { scope: derive(key, scopeOf), header: derive(key, headerOf), path: null };
  const all = { scope: byDefault('all' as const), header: byDefault(null), path: null };
  const byAddress = { scope: byDefault('ip' as const), header: byDefault(null), path: null };
  yield* lowerTable(settings, [table], { ...own, name: 'rate_limiting' });
  yield* lowerText(settings, 'per_ip', { ...byAddress, name: 'per_ip' });
  yield* lowerText(settings, 'global', { ...all, name: 'global' });
  yield* lowerTable(settings, [table, 'global'], { ...all, name: 'global' });
  for (const path of settings.keysOf(`${table}.endpoints`)) {
    // A name that is no path belongs to the application.
    if (path.startsWith('/')) {
      yield* lowerTable(settings, [table, 'endpoints', path], { ...own, name: `endpoints.${path}`, path });
    }
  }
}

/** The limits that a table of counts sets: one for each window that it names. */
function* lowerTable(settings: Settings, at: readonly string[], reach: Reach): Generator<Draft<RateLimitPlan>> {
  for (const [key, windowMs] of windows) {
    const requests = settings.number([[...at, key]], undefined);
    if (isLimit(requests)) yield limitOf(settings, at, reach, requests, byDefault(windowMs));
  }
  const requests = settings.number([[...at, 'default_limit']], undefined);
  if (isLimit(requests)) yield limitOf(settings, at, reach, requests, windowOf(settings, at));
}

/** A limit that is written as a text such as `100/minute`, or as a number of requests in a `window`. */
function* lowerText(settings: Settings, key: string, reach: Reach): Generator<Draft<RateLimitPlan>> {
  const path = `${table}.${key}`;
  const count = settings.number([path], undefined);
  if (isLimit(count)) yield limitOf(settings, [table], reach, count, windowOf(settings, [table]));
  const text = settings.string([path], undefined);
  const rate = readRate(known(text));
  if (rate === undefined) return;
  yield limitOf(settings, [table], reach, { ...text, value: rate.requests }, { ...text, value: rate.windowMs });
}

function limitOf(
  settings: Settings,
  at: readonly string[],
  { name, scope, header, path }: Reach,
  requests: Leaf<number>,
  windowMs: Leaf<number>,
): Draft<RateLimitPlan> {
  const burst = settings.number(
    [
      [...at, 'burst'],
      [table, 'burst'],
    ],
    undefined,
  );
  const wanted = settings.string(
    [
      [...at, 'strategy'],
      [table, 'strategy'],
    ],
    undefined,
  );
  const hasBurst = isLimit(burst);
  return {
    name: byDefault(name),
    scope,
    header,
    path: byDefault(path),
    strategy: derive(wanted, (strategy) => strategyOf(strategy, hasBurst)),
    requests,
    windowMs,
    burst: hasBurst ? burst : derive(requests, (count) => count),
  };
}

/** A window is the usual choice; only a burst makes sense of tokens that are not said. */
function strategyOf(name: string | undefined, hasBurst: boolean): RateLimitPlan['strategy'] {
  switch (name) {
    case 'token_bucket':
    case 'leaky_bucket':
      return name;
    case undefined:
      return hasBurst ? 'token_bucket' : 'sliding_window';
    default:
      return 'sliding_window';
  }
}

function windowOf(settings: Settings, at: readonly string[]): Leaf<number> {
  const window = settings.number(
    [
      [...at, 'window'],
      [...at, 'window_ms'],
    ],
    MINUTE_MS,
  );
  return known(window) === 0 ? byDefault(MINUTE_MS) : window;
}

/** Whether a limit is written; 0 and what is not written set none. */
function isLimit(leaf: Leaf<number | undefined>): leaf is Leaf<number> {
  return leaf.value !== undefined && known(leaf) !== 0;
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads `100/minute`, `5 per h` or `20 rps`; a share of a request becomes a longer window. */
function readRate(text: string | undefined): { readonly requests: number; readonly windowMs: number } | undefined {
  const [, count, , unit] = /^(\d+(?:\.\d+)?)\s*(?:(\/|per\s)\s*([smhd])\w*|rps)$/.exec(text ?? '') ?? [];
  const number = Number(count);
  if (count === undefined || number === 0) return undefined;
  const windowMs = (seconds[unit ?? 's'] ?? 1) * 1000;
  const requests = Math.max(1, Math.floor(number));
  return { requests, windowMs: Math.round((windowMs * requests) / number) };
}

function scopeOf(key: string): RateLimitPlan['scope'] {
  if (key === 'ip' || key === 'all') return key;
  return 'header';
}

function headerOf(key: string): string | null {
  return key.startsWith('header:') ? key.slice('header:'.length).toLowerCase() : null;
}
