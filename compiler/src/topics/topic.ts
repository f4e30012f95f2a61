/** Something that can be explained by its name. */
export interface Topic {
  readonly kind: 'code' | 'setting' | 'operator';
  /** What it is asked for by: `TSK5101`, `auto_scaling.min_instances`, `@env`. */
  readonly name: string;
  /** What it is, in a few words or a sentence. */
  readonly title: string;
  /** Another name that leads to it: the mnemonic of a code. */
  readonly alias?: string;
}

/** The pages of the diagnostics as Markdown, by code. */
export type DiagnosticPages = Readonly<Record<string, string>>;
