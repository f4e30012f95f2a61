/** Something that a process has changed in a shared store. */
export type Change =
  | { readonly keys: readonly string[] }
  | { readonly tags: readonly string[] }
  | { readonly prefix: string }
  | { readonly all: true };

/** Who keeps copies of what is in a shared store, and so has to hear of changes. */
export interface ChangeListener {
  onChange(change: Change): void;
  /** Changes may have been missed. */
  readonly onGap: () => void;
}

/** Reads an announcement; undefined for own ones and for what others say on the same channel. */
export function readChange(text: string, self: string): Change | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof said !== 'object' || said === null || ('by' in said && said.by === self)) return undefined;
  if ('keys' in said && isTexts(said.keys)) return { keys: said.keys };
  if ('tags' in said && isTexts(said.tags)) return { tags: said.tags };
  if ('prefix' in said && typeof said.prefix === 'string') return { prefix: said.prefix };
  return 'all' in said ? { all: true } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
