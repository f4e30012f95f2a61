import { splitList } from './fields.ts';

/** Cache directives by lower-case name; null where one has no value. */
export type Directives = ReadonlyMap<string, string | null>;

/** RFC 9111 section 1.2.2: a larger number of seconds is taken as this one. */
const MOST_SECONDS = 2 ** 31;

/**
 * Parses a Cache-Control value (RFC 9111 section 5.2). Tolerant, as the section asks: names in any case, values as token or
 * quoted string, unknown directives kept, of a repeated directive the first. A value that is no token is kept as it is, for
 * whoever reads it to refuse.
 */
export function parseDirectives(value: string | undefined): Directives {
  const directives = new Map<string, string | null>();
  for (const member of splitList(value ?? '')) {
    const equals = member.indexOf('=');
    const name = (equals < 0 ? member : member.slice(0, equals)).toLowerCase();
    if (!directives.has(name)) directives.set(name, equals < 0 ? null : unquote(member.slice(equals + 1)));
  }
  return directives;
}

function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

/**
 * The milliseconds that a directive such as max-age gives; undefined where it is not there.
 * What is no number of seconds counts as 0: section 4.2.1 has such a response taken as stale.
 */
export function directiveMs(directives: Directives, name: string): number | undefined {
  const text = directives.get(name);
  if (text === undefined) return undefined;
  return (parseSeconds(text ?? '') ?? 0) * 1000;
}

/** Delta-seconds (RFC 9111 section 1.2.2), bounded; undefined where the text is something else. */
export function parseSeconds(text: string): number | undefined {
  return /^\d+$/.test(text) ? Math.min(Number(text), MOST_SECONDS) : undefined;
}
