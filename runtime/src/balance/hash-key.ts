/** What is known of a request where its hash key is looked for. */
export interface KeySource {
  /** Path and query; absent where it is not known. */
  readonly target?: string;
  /** The value of a field, by its name in lower case; absent where fields are not known. */
  readonly field?: (name: string) => string | undefined;
}

/** Finds the key of a request; undefined where it has none, and goes by its address. */
export type KeyFinder = (source: KeySource) => string | undefined;

/** The finder for a key as the plan writes it: `ip`, `path`, `header:NAME` or `cookie:NAME`. */
export function createKeyFinder(hashKey: string): KeyFinder {
  const [kind, name = ''] = hashKey.split(/:(.*)/s);
  switch (kind) {
    case 'path':
      return ({ target }) => target?.split('?', 1)[0];
    case 'header': {
      const field = name.toLowerCase();
      return (source) => source.field?.(field);
    }
    case 'cookie':
      return (source) => findCookie(source.field?.('cookie'), name);
    default:
      return () => undefined;
  }
}

function findCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
