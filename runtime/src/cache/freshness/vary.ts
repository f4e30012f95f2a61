import { type FieldIndex, splitList } from './fields.ts';

/** The request fields that a response was chosen by, lower-case and sorted; `any` for `Vary: *`, which no request matches. */
export function varyNames(response: FieldIndex): readonly string[] | 'any' {
  const value = response.get('vary');
  if (value === undefined) return [];
  const names = splitList(value).map((name) => name.toLowerCase());
  return names.includes('*') ? 'any' : [...new Set(names)].sort();
}

/** Fields whose values have no case (RFC 9110 section 12.5). */
const WITHOUT_CASE = new Set(['accept', 'accept-charset', 'accept-encoding', 'accept-language']);

/**
 * The values of those fields in a request, as one text: two requests with the same text select the same response
 * (RFC 9111 section 4.1). Blanks around commas do not count; an absent field differs from an empty one.
 */
export function selectionKey(names: readonly string[], request: FieldIndex): string {
  return names.map((name) => `${name}=${normalise(name, request.get(name))}`).join('\n');
}

function normalise(name: string, value: string | undefined): string {
  if (value === undefined) return '-';
  const compact = value.replaceAll(/\s*,\s*/g, ',');
  return `"${WITHOUT_CASE.has(name) ? compact.toLowerCase() : compact}"`;
}
