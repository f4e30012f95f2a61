import { parseTraceTime } from './trace-time.ts';

/** Measured load: rates in requests per second at moments in time, in rising order. */
export interface Trace {
  readonly timesMs: Float64Array;
  readonly rates: Float64Array;
}

/** Why a text is no trace, and in which line (from 1) or, of JSON, in which element. */
export interface TraceProblem {
  readonly place: string;
  readonly message: string;
}

/** A trace, or what is wrong with its text. */
export type ParsedTrace =
  | { readonly ok: true; readonly trace: Trace }
  | { readonly ok: false; readonly problem: TraceProblem };

/** One record of a trace's text; of a plain list of values, `time` is null. */
interface Row {
  readonly place: string;
  readonly time: unknown;
  readonly value: unknown;
}

/**
 * Reads a trace: CSV with `time,value` or with one value on each line, with or without a line of names at the top; or a JSON
 * array of numbers, of `[time, value]` or of `{ "time": …, "value": … }`. A time is a number of seconds (of milliseconds, if
 * it is that large) or a date as ISO 8601 writes it. Values without times are `intervalMs` apart. Never throws.
 */
export function parseTrace(text: string, intervalMs: number): ParsedTrace {
  const rows = /^\uFEFF?\s*\[/.test(text) ? readJson(text) : readCsv(text);
  if ('message' in rows) return { ok: false, problem: rows };
  return makeTrace(rows, intervalMs);
}

/** The trace with the time since its first point multiplied by `factor`: 0.5 makes it pass twice as fast. */
export function stretchTrace(trace: Trace, factor: number): Trace {
  const startMs = trace.timesMs[0] ?? 0;
  return factor === 1 ? trace : { ...trace, timesMs: trace.timesMs.map((atMs) => startMs + (atMs - startMs) * factor) };
}

function makeTrace(rows: readonly Row[], intervalMs: number): ParsedTrace {
  const timesMs = new Float64Array(rows.length);
  const rates = new Float64Array(rows.length);
  const timed = rows[0]?.time !== null;
  for (const [index, { place, time, value }] of rows.entries()) {
    const fail = (message: string): ParsedTrace => ({ ok: false, problem: { place, message } });
    if ((time !== null) !== timed) return fail('some records have a time, and others have none');
    const atMs = time === null ? index * intervalMs : parseTraceTime(time);
    if (atMs === undefined)
      return fail(`${show(time)} is not a time; write seconds, or a date such as 2026-01-31 18:00:00`);
    if (index > 0 && atMs <= (timesMs[index - 1] ?? 0))
      return fail(`${show(time)} is not later than the time before it`);
    const rate = readValue(value);
    if (rate === undefined) return fail(`${show(value)} is not a number of requests per second`);
    if (rate < 0) return fail(`${show(value)} is less than nothing`);
    timesMs[index] = atMs;
    rates[index] = rate;
  }
  if (rows.length >= 2) return { ok: true, trace: { timesMs, rates } };
  const found = rows.length === 0 ? 'it is empty' : 'it has one point only';
  return { ok: false, problem: { place: '', message: `${found}; a trace needs at least two` } };
}

function readValue(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readCsv(text: string): readonly Row[] | TraceProblem {
  const rows: Row[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  let isFirst = true;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const place = `line ${index + 1}`;
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (cells.length > 2) {
      return { place, message: `it has ${cells.length} columns; a trace has a time and a value, or a value only` };
    }
    const [value, time = null] = cells.toReversed();
    const isNames = isFirst && readValue(value) === undefined && /^[A-Za-z_]/.test(value ?? '');
    isFirst = false;
    if (!isNames || value === 'NaN') rows.push({ place, time, value });
  }
  return rows;
}

function readJson(text: string): readonly Row[] | TraceProblem {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { place: '', message: `it begins like JSON and is none: ${error instanceof Error ? error.message : error}` };
  }
  return Array.isArray(data) ? data.map(readElement) : [];
}

function readElement(element: unknown, index: number): Row {
  const place = `element ${index + 1}`;
  if (Array.isArray(element) && element.length === 2) return { place, time: element[0], value: element[1] };
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    return { place, time: null, value: element };
  }
  const members = new Map<string, unknown>(Object.entries(element));
  const time = members.get('time') ?? members.get('timestamp');
  return { place, time: time ?? null, value: members.get('value') };
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
