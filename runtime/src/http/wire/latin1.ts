/** What every Buffer has though its types do not say so: the text of a stretch, without the checks of `toString`. */
interface Latin1Source {
  latin1Slice(start: number, end: number): string;
}

/** The text of `bytes` from `start` to `end`, one character for each byte. On the path of every request, hence the short cut. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return (bytes as Uint8Array & Latin1Source).latin1Slice(start, end);
}
