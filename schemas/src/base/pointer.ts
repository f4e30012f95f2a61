/** The JSON pointer (RFC 6901) of a path; the path of the whole is ''. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.reduce<string>(joinPointer, '');
}

/** The pointer of a member of what `pointer` names. */
export function joinPointer(pointer: string, key: string | number): string {
  return `${pointer}/${typeof key === 'string' ? escapeKey(key) : key}`;
}

/** The pointer of what holds the value that `pointer` names; undefined for the whole. */
export function parentPointer(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'));
}

function escapeKey(key: string): string {
  return /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
