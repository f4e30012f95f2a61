import type { Diagnostic, DiagnosticTag, Fix, RelatedPlace, Severity } from './diagnostic.ts';
import type { Place } from './place.ts';

/**
 * One entry of a diagnostic catalogue: everything that is the same for each finding of the kind.
 * `Args` are the facts that its message is made from, so that a finding cannot be reported without them.
 */
export interface DiagnosticKind<Args extends readonly unknown[] = readonly never[]> {
  /** `TSK` and four digits; see `Diagnostic.code`. */
  readonly code: string;
  /** The readable name of the code, such as `E_UNCLOSED` or `W_DUPLICATE`. */
  readonly mnemonic: string;
  readonly severity: Severity;
  /** What the kind is about, as a heading: "Unclosed bracket". */
  readonly title: string;
  /** What every finding of the kind says of its text. */
  readonly tags?: readonly DiagnosticTag[];
  readonly message: (...args: Args) => string;
}

/** Makes the finding of `kind` at `place`; the facts of its message come as `args`. */
export function report<Args extends readonly unknown[]>(
  kind: DiagnosticKind<Args>,
  place: Place,
  args: Args,
  extra: {
    readonly related?: readonly RelatedPlace[] | undefined;
    readonly fix?: Fix | undefined;
    readonly severity?: Severity | undefined;
  } = {},
): Diagnostic {
  return {
    code: kind.code,
    severity: extra.severity ?? kind.severity,
    message: kind.message(...args),
    file: place.file,
    span: place.span,
    ...(kind.tags === undefined ? {} : { tags: kind.tags }),
    ...(extra.related === undefined ? {} : { related: extra.related }),
    ...(extra.fix === undefined ? {} : { fix: extra.fix }),
  };
}
