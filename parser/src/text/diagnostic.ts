import type { Place, Span } from './place.ts';

/** How bad a finding is. `error`: nothing is emitted; `warning`: it will hurt; `info`: worth knowing; `hint`: style. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What else a finding says of its text: `unused`, it could go (editors fade it); `deprecated`, it should (they strike it through). */
export type DiagnosticTag = 'unused' | 'deprecated';

/** One replacement of the text in `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A change that cures a diagnostic: its edits are in the diagnostic's own file and do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Another place that a diagnostic speaks of, with what is to be seen there. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** A finding about a user's text: a value that is returned, never thrown. */
export interface Diagnostic extends Place {
  /** `TSK` and four digits, the first of them the stage; never reused. Each has a page `docs/diagnostics/<code>.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, in the user's own words, that says what is wrong. */
  readonly message: string;
  readonly tags?: readonly DiagnosticTag[];
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
}
