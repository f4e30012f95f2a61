import type { ServerCapabilities } from 'vscode-languageserver';

/** The capabilities of several features as one object: what two of them say of one key is laid together. */
export function mergeCapabilities(all: readonly ServerCapabilities[]): ServerCapabilities {
  return all.reduce<ServerCapabilities>((merged, one) => mergeObjects(merged, one), {});
}

function mergeObjects<T extends object>(left: T, right: T): T {
  const merged = { ...left };
  for (const key of Object.keys(right) as (keyof T)[]) {
    const [a, b] = [left[key], right[key]];
    merged[key] = isPlain(a) && isPlain(b) ? mergeObjects(a, b) : b;
  }
  return merged;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
