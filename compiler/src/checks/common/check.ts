import type { Diagnostic, DiagnosticKind, Document, Fix, Place, RelatedPlace } from '@tsk/parser';
import { known, type Leaf } from '../../lower/draft.ts';
import type { PlanDraft } from '../../lower/lower.ts';
import type { Settings } from '../../lower/settings.ts';
import type { CertificateFacts } from './certificate-facts.ts';

/** What a check looks at: the plan with the place of each value, and the settings and documents behind it. */
export interface CheckContext {
  readonly plan: PlanDraft;
  readonly settings: Settings;
  /** The source text at a place. */
  readonly textAt: (place: Place) => string;
  /** The documents of the configuration, with those that they include, by path. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly nowMs: number;
  /**
   * What is in a file of a certificate or key, by the path that a setting names; undefined where nobody has looked.
   * Left out where files cannot be read, as in a browser.
   */
  readonly certificates?: (path: string) => CertificateFacts | undefined;
}

/** A check of what a configuration means. It states only what is true of the given configuration. */
export interface Check {
  /** The kinds of finding that it can make. */
  readonly kinds: readonly Omit<DiagnosticKind, 'message'>[];
  readonly find: (context: CheckContext) => Iterable<Diagnostic>;
}

/** The place of the first of the values that was written; undefined where all are defaults, which nobody can change. */
export function firstPlace(...leaves: readonly Leaf<unknown>[]): Place | undefined {
  return leaves.find(({ place }) => place !== undefined)?.place;
}

/** The other places that a finding speaks of; values that were not written are left out. */
export function relate(
  ...others: readonly (readonly [leaf: Leaf<unknown>, message: string])[]
): readonly RelatedPlace[] {
  return others.flatMap(([{ place }, message]) => (place === undefined ? [] : [{ ...place, message }]));
}

/** True where a switch is known to be on. */
export function isOn(leaf: Leaf<boolean>): boolean {
  return known(leaf) === true;
}

/** True where a switch is known to be off. */
export function isOff(leaf: Leaf<boolean>): boolean {
  return known(leaf) === false;
}

/** A fix that replaces the value at a place. */
export function replaceValue({ span }: Place, newText: string): Fix {
  return { title: `Write ${newText}`, edits: [{ span, newText }] };
}

/** A fix that switches on what is switched off; undefined where the switch is not the literal `false`. */
export function switchOn({ textAt }: CheckContext, { place }: Leaf<boolean>): Fix | undefined {
  if (place === undefined || textAt(place) !== 'false') return undefined;
  return { title: 'Switch it on', edits: [{ span: place.span, newText: 'true' }] };
}

/** A fix that exchanges two values; undefined unless both are literals of one file. */
export function swapValues(context: CheckContext, a: Leaf<unknown>, b: Leaf<unknown>): Fix | undefined {
  if (a.place === undefined || b.place === undefined || a.place.file !== b.place.file) return undefined;
  const [textA, textB] = [literalAt(context, a.place), literalAt(context, b.place)];
  if (textA === undefined || textB === undefined) return undefined;
  return {
    title: `Exchange ${textA} and ${textB}`,
    edits: [
      { span: a.place.span, newText: textB },
      { span: b.place.span, newText: textA },
    ].toSorted((one, other) => one.span.start - other.span.start),
  };
}

/** The source text of a value, where it can be written elsewhere as well: a literal that depends on nothing around it. */
export function literalAt({ textAt }: CheckContext, place: Place): string | undefined {
  const text = textAt(place);
  return text.length <= 40 && !/[\n\r{[$@]/.test(text) ? text : undefined;
}
