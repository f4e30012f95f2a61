/** Numbers from here on can only be milliseconds: as seconds they would be in the year 5138. */
const LEAST_MILLISECONDS = 1e11;

/** Date, and then perhaps a time of day and an offset from UTC. */
const date =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(?:Z|UTC|([+-])(\d\d):?(\d\d))?$/;

/**
 * A time of a trace in milliseconds: a number of seconds, or of milliseconds if it is that large; or a date as ISO 8601 writes
 * it, which is in UTC unless it says otherwise, so that no machine's own time zone gets in. Undefined for anything else.
 */
export function parseTraceTime(time: unknown): number | undefined {
  if (typeof time === 'number') return fromNumber(time);
  if (typeof time !== 'string' || time.trim() === '') return undefined;
  const number = Number(time);
  return Number.isNaN(number) ? fromDate(time.trim()) : fromNumber(number);
}

function fromNumber(number: number): number | undefined {
  if (!Number.isFinite(number)) return undefined;
  return Math.abs(number) >= LEAST_MILLISECONDS ? number : number * 1000;
}

function fromDate(text: string): number | undefined {
  const match = date.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const fraction = Number(`0.${match[7] ?? '0'}`) * 1000;
  const offset = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * 60_000 * (match[8] === '-' ? -1 : 1);
  const midnight = Date.UTC(year, month - 1, day);
  const isCalendarDay = new Date(midnight).getUTCDate() === day && month >= 1 && month <= 12;
  if (!isCalendarDay || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction - offset;
}
