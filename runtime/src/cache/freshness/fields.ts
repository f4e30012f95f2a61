/** Header fields as they came, in order: name in its own case, value without surrounding blanks. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** Header fields by lower-case name; the lines of one field are joined with `, ` (RFC 9110 section 5.3). */
export type FieldIndex = ReadonlyMap<string, string>;

/** Makes fields quick to look up. */
export function indexFields(fields: Fields): FieldIndex {
  const index = new Map<string, string>();
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    const before = index.get(key);
    index.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return index;
}

/**
 * The members of a comma-separated list, without surrounding blanks and without empty ones (RFC 9110 section 5.6.1).
 * A comma inside a quoted string does not separate; a quote that is never closed reaches to the end.
 */
export function splitList(value: string): readonly string[] {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (char === '"') quoted = !quoted;
    else if (char === '\\' && quoted) at += 1;
    else if (char === ',' && !quoted) {
      members.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  members.push(value.slice(start).trim());
  return members.filter((member) => member !== '');
}

/** Connection-bound fields of RFC 9110 section 7.6.1 and the proxy's own of RFC 9111 section 3.1. */
const NEVER_STORED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The fields that may be kept beyond the connection that they came on (RFC 9111 section 3.1). */
export function storableFields(fields: Fields): Fields {
  const named = new Set(splitList(indexFields(fields).get('connection') ?? '').map((name) => name.toLowerCase()));
  return fields.filter(([name]) => {
    const key = name.toLowerCase();
    return !NEVER_STORED.has(key) && !named.has(key);
  });
}
