/** How a text is to be laid out. What is left out has the value of the founding documents. */
export interface FormatOptions {
  /** Blanks of one level of indentation, or the width that a tab counts for: 1 to 16, 4 by default. */
  readonly indentSize?: number;
  /** Indent with tabs. */
  readonly useTabs?: boolean;
  /** The column that a line should not pass, 100 by default: brackets on one line that pass it are broken over lines. */
  readonly maxWidth?: number;
  /** Put the trailing comments of consecutive lines below each other; on by default. */
  readonly alignComments?: boolean;
  /** How lines end. `auto`, the default, keeps what most lines of the text end with. */
  readonly endOfLine?: 'auto' | 'lf' | 'crlf';
  /** End the last line with a line break; on by default. */
  readonly finalNewline?: boolean;
}

/** The options of one text, with nothing left open. */
export interface Style {
  /** One level of indentation. */
  readonly unit: string;
  /** How many columns a tab has. */
  readonly tabWidth: number;
  readonly maxWidth: number;
  readonly alignComments: boolean;
  readonly endOfLine: 'auto' | 'lf' | 'crlf';
  readonly finalNewline: boolean;
}

/** Fills in the defaults. An indentation that cannot be is taken for the nearest that can. */
export function resolveStyle(options: FormatOptions): Style {
  const { indentSize = 4, useTabs = false, maxWidth = 100, alignComments = true } = options;
  const tabWidth = Math.min(Math.max(Math.trunc(indentSize) || 1, 1), 16);
  return {
    unit: useTabs ? '\t' : ' '.repeat(tabWidth),
    tabWidth,
    maxWidth,
    alignComments,
    endOfLine: options.endOfLine ?? 'auto',
    finalNewline: options.finalNewline ?? true,
  };
}
