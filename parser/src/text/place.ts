/** A stretch of text, in UTF-16 code units from the start of the file, half open: `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file: what every value, diagnostic and plan origin points at. */
export interface Place {
  /** The name the file was given when it was parsed; a path relative to the workspace, with `/`. */
  readonly file: string;
  readonly span: Span;
}
