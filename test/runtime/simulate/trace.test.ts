import { describe, expect, it } from 'vitest';
import { parseTrace, rescaleTrace, traceDurationMs, traceLoad } from '../../../runtime/src/simulate/index.ts';

const minute = 60_000;

function read(text: string) {
  const parsed = parseTrace(text, minute);
  if (!parsed.ok) throw new Error(`${parsed.problem.place}: ${parsed.problem.message}`);
  return { times: [...parsed.trace.timesMs], rates: [...parsed.trace.rates] };
}

describe('a trace can be', () => {
  const plain = { times: [0, minute, 2 * minute], rates: [5, 0, 7.5] };
  it.each([
    ['one value on each line', '5\n0\n7.5\n'],
    ['values with a name, a comment, blank lines and a byte order mark', '\uFEFFvalue\r\n# night\r\n5\r\n\r\n0\r\n7.5'],
    ['time and value', 'time,value\n0,5\n60,0\n120,7.5'],
    ['with semicolons and quotes', '"t";"rps"\n"0";"5"\n"60";"0"\n"120";"7.5"'],
    ['a JSON array of numbers', '[5, 0, 7.5]'],
    ['a JSON array of pairs', '[[0, 5], [60, 0], [120, 7.5]]'],
    ['a JSON array of objects', '[{"time":0,"value":5},{"time":60,"value":0},{"time":120,"value":7.5}]'],
  ])('%s', (_, text) => expect(read(text)).toEqual(plain));

  it.each([
    ['2026-01-31 18:00:00', Date.UTC(2026, 0, 31, 18)],
    ['2026-01-31T18:00:00Z', Date.UTC(2026, 0, 31, 18)],
    ['2026-01-31T18:00:00.250+02:00', Date.UTC(2026, 0, 31, 16, 0, 0, 250)],
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['1769882400', Date.UTC(2026, 0, 31, 18)],
    ['1769882400000', Date.UTC(2026, 0, 31, 18)],
  ])('dated %s', (time, atMs) => {
    expect(read(`${time},1\n2027-01-01,2`).times[0]).toBe(atMs);
  });
});

describe('a text that is no trace is refused with its place', () => {
  it.each([
    ['', '', 'it is empty; a trace needs at least two'],
    ['7', '', 'it has one point only; a trace needs at least two'],
    ['[]', '', 'it is empty; a trace needs at least two'],
    ['1\nNaN\n3', 'line 2', '"NaN" is not a number of requests per second'],
    ['1\nmany\n3', 'line 2', '"many" is not a number of requests per second'],
    ['1\n-2', 'line 2', '"-2" is less than nothing'],
    ['1\nInfinity', 'line 2', '"Infinity" is not a number of requests per second'],
    ['0,1\n60,', 'line 2', '"" is not a number of requests per second'],
    ['0,1\n0,2', 'line 2', '"0" is not later than the time before it'],
    ['60,1\n0,2', 'line 2', '"0" is not later than the time before it'],
    ['0,1\n2', 'line 2', 'some records have a time, and others have none'],
    ['0,1,2\n1,2,3', 'line 1', 'it has 3 columns; a trace has a time and a value, or a value only'],
    ['noon,1\nnight,2', 'line 1', '"noon" is not a time; write seconds, or a date such as 2026-01-31 18:00:00'],
    [
      '2026-02-30,1\n2026-03-01,2',
      'line 1',
      '"2026-02-30" is not a time; write seconds, or a date such as 2026-01-31 18:00:00',
    ],
    ['[1, null]', 'element 2', 'null is not a number of requests per second'],
    ['[{"at":1}, 2]', 'element 1', 'nothing is not a number of requests per second'],
  ])('%j', (text, place, message) => {
    expect(parseTrace(text, minute)).toEqual({ ok: false, problem: { place, message } });
  });

  it('also where it only begins like JSON', () => {
    expect(parseTrace('[1, 2', minute)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('it begins like JSON and is none') },
    });
  });
});

describe('a trace as load', () => {
  const trace = { timesMs: Float64Array.of(1000, 11_000, 12_000), rates: Float64Array.of(0, 100, 50) };

  it('goes in straight lines from point to point, and stays as it is after the last', () => {
    const { startMs, rates } = traceLoad(trace, { stepMs: 2000, durationMs: 14_000 });
    expect(startMs).toBe(1000);
    expect([...rates]).toEqual([10, 30, 50, 70, 90, 50, 50]);
    expect(traceDurationMs(trace)).toBe(11_000);
  });

  it('can be brought to a peak', () => {
    expect([...rescaleTrace(trace, { peak: 10 }).rates]).toEqual([0, 10, 5]);
    expect([...rescaleTrace(trace, { peak: 10, quantile: 0.5, ceiling: 15 }).rates]).toEqual([0, 15, 10]);
    const silent = { ...trace, rates: new Float64Array(3) };
    expect([...rescaleTrace(silent, { peak: 10 }).rates]).toEqual([0, 0, 0]);
  });
});
