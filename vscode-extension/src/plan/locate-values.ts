/** Where a value is in a text, in UTF-16 units, half open. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

/** Where each value that is no table or list is in a text that `JSON.stringify` has written with indentation, by JSON pointer. */
export function locateValues(text: string): ReadonlyMap<string, ValueSpan> {
  const spans = new Map<string, ValueSpan>();
  // What is open: the pointer of each table or list, and of a list how many elements have been.
  const open: { readonly pointer: string; count: number; readonly isList: boolean }[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const parts = /^\s*(?:("(?:[^"\\]|\\.)*"): )?(.*?),?$/.exec(line);
    const [, key, value = ''] = parts ?? [];
    const around = open.at(-1);
    if (/^[\]}]$/.test(value)) {
      open.pop();
    } else if (value !== '') {
      const name = key === undefined ? String(around?.count ?? 0) : escapePointer(JSON.parse(key));
      if (around?.isList === true) around.count++;
      const pointer = around === undefined ? '' : `${around.pointer}/${name}`;
      if (/^[[{]$/.test(value)) {
        open.push({ pointer, count: 0, isList: value === '[' });
      } else {
        const start = offset + line.length - (line.endsWith(',') ? 1 : 0) - value.length;
        spans.set(pointer, { start, end: start + value.length });
      }
    }
    offset += line.length + 1;
  }
  return spans;
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
