const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';

/** The three forms of RFC 9110 section 5.6.7: the current one, that of RFC 850, and that of asctime. */
const FORMS = [
  new RegExp(`^[a-z]{3}, (?<day>\\d{2}) (?<month>[a-z]{3}) (?<year>\\d{4}) ${TIME} GMT$`, 'i'),
  new RegExp(`^[a-z]{6,9}, (?<day>\\d{2})-(?<month>[a-z]{3})-(?<year>\\d{2}) ${TIME} GMT$`, 'i'),
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`, 'i'),
];

/**
 * Milliseconds since the epoch of an HTTP date; undefined where it is none. `nowMs` tells the century of a two-digit year:
 * one that would be more than 50 years ahead is in the past.
 */
export function parseHttpDate(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (groups !== undefined) return toMs(groups, nowMs);
  }
  return undefined;
}

function toMs(groups: Record<string, string>, nowMs: number): number | undefined {
  const part = (name: string): number => Number(groups[name]);
  const month = MONTHS.indexOf((groups['month'] ?? '').toLowerCase());
  const day = part('day');
  const year = fullYear(groups['year'] ?? '', nowMs);
  if (month < 0 || part('hour') > 23 || part('minute') > 59 || part('second') > 60) return undefined;
  const midnight = new Date(Date.UTC(2000, month, day));
  midnight.setUTCFullYear(year, month, day);
  if (midnight.getUTCDate() !== day) return undefined;
  return midnight.getTime() + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
}

function fullYear(text: string, nowMs: number): number {
  if (text.length === 4) return Number(text);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(text);
  return year > thisYear + 50 ? year - 100 : year;
}
