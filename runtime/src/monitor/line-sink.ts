/** A stream that takes whole lines; `process.stdout` is one. */
export interface LineSink {
  readonly isTTY?: boolean | undefined;
  /** Characters in a line, where it is a terminal. */
  readonly columns?: number | undefined;
  write(line: string): unknown;
}
