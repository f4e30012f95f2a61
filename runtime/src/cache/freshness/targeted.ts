import type { Directives } from './directives.ts';
import { type FieldIndex, splitList } from './fields.ts';

/** A member of a structured dictionary whose value is an integer, a token, a string or a boolean, perhaps with parameters. */
const MEMBER =
  /^(?<key>[a-z*][a-z0-9_.*-]*)(?:=(?<value>-?\d{1,15}|[A-Za-z*][!#$%&'*+.^_`|~:/\w-]*|"(?:[^"\\]|\\["\\])*"|\?[01]))?(?:;\s*[^;]+)*$/;

/**
 * The directives of CDN-Cache-Control (RFC 9213), which take the place of Cache-Control and Expires for a cache that the
 * origin's own operator runs. Undefined where the field is absent, empty or malformed: it is a structured dictionary
 * (RFC 8941), and of one that does not parse nothing counts. Of a repeated key the last holds.
 */
export function targetedDirectives(index: FieldIndex): Directives | undefined {
  const members = splitList(index.get('cdn-cache-control') ?? '');
  const directives = new Map<string, string | null>();
  for (const member of members) {
    const groups = MEMBER.exec(member)?.groups;
    if (groups === undefined) return undefined;
    const { key = '', value } = groups;
    if (value === '?0') directives.delete(key);
    else directives.set(key, value === undefined || value === '?1' ? null : value);
  }
  return members.length === 0 ? undefined : directives;
}
