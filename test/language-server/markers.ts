/** A text without its markers, and the offsets at which they stood. */
export interface MarkedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** Takes the cursor markers `<|>` out of a text. */
export function readMarkers(marked: string): MarkedText {
  const parts = marked.split('<|>');
  const offsets: number[] = [];
  let length = 0;
  for (const part of parts.slice(0, -1)) {
    length += part.length;
    offsets.push(length);
  }
  return { text: parts.join(''), offsets };
}
