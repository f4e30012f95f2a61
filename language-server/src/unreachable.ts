/** Marks the end of an exhaustive `switch`: reached only where a variant has been forgotten, which is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
