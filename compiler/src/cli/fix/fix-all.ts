import { applyEdits, type Diagnostic } from '@tsk/parser';
import { chooseFixes, editsOf, type Fixable, hullOf, isFixable } from './choose-fixes.ts';

/** Texts by the names of their files. */
type Texts = ReadonlyMap<string, string>;

/** What is to be fixed. */
export interface FixRequest {
  readonly texts: Texts;
  /** What is wrong with them. */
  readonly findings: readonly Diagnostic[];
  /** Finds what is wrong with other texts of the same files, which are one configuration. */
  readonly findIn: (texts: Texts) => readonly Diagnostic[];
  /** Whether the fix of a finding is wanted. */
  readonly wants: (finding: Diagnostic) => boolean;
}

/** What came of it. */
export interface FixOutcome {
  readonly texts: Texts;
  /** The findings whose fixes were made, with their places in the text at that time. */
  readonly fixed: readonly Diagnostic[];
  /** What is found in the texts now. */
  readonly left: readonly Diagnostic[];
  /** Findings whose fixes were not made, as they would bring errors that were not there. */
  readonly refused: readonly Diagnostic[];
}

/** How often the fixes of all findings are made: one may uncover the next, and two could undo each other for ever. */
const maxRounds = 10;

/** Makes the fixes of all findings, again and again until nothing changes. A fix that brings an error is not made. */
export function fixAll({ texts, findings, findIn, wants }: FixRequest): FixOutcome {
  const fixed: Diagnostic[] = [];
  const refused = new Map<string, Diagnostic>();
  let state: State = { texts, findings };
  for (let round = 0; round < maxRounds; round++) {
    const open = state.findings.filter((found) => wants(found) && !refused.has(nameOf(found)));
    const chosen = chooseFixes(open.filter(isFixable));
    if (chosen.length === 0) break;
    const together = apply(state, chosen, findIn);
    if (!bringsErrors(state.findings, together.findings)) {
      fixed.push(...chosen);
      state = together;
      continue;
    }
    // One of them is to blame. From the end of each file on, what is still to be tried stays where it is.
    for (const one of chosen.toSorted((a, b) => hullOf(b.fix).start - hullOf(a.fix).start)) {
      const alone = apply(state, [one], findIn);
      if (bringsErrors(state.findings, alone.findings)) refused.set(nameOf(one), one);
      else {
        fixed.push(one);
        state = alone;
      }
    }
  }
  return { texts: state.texts, fixed, left: state.findings, refused: [...refused.values()] };
}

interface State {
  readonly texts: Texts;
  readonly findings: readonly Diagnostic[];
}

function apply({ texts }: State, chosen: readonly Fixable[], findIn: FixRequest['findIn']): State {
  const changed = new Map(texts);
  for (const file of new Set(chosen.map((one) => one.file))) {
    const text = texts.get(file);
    if (text !== undefined) changed.set(file, applyEdits(text, editsOf(chosen, file)));
  }
  return { texts: changed, findings: findIn(changed) };
}

/** A finding, wherever the text around it has moved to. */
function nameOf({ file, code, message, fix }: Diagnostic): string {
  return [file, code, message, fix?.title].join('\n');
}

/** Whether there are errors that were not there. Errors of checks are not new where errors kept the checks from running. */
function bringsErrors(before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const known = countErrors(before);
  const hadErrors = known.size > 0;
  for (const [name, { count, code }] of countErrors(after)) {
    if (hadErrors && /^TSK5[1-9]/.test(code)) continue;
    if (count > (known.get(name)?.count ?? 0)) return true;
  }
  return false;
}

function countErrors(findings: readonly Diagnostic[]): Map<string, { readonly count: number; readonly code: string }> {
  const counts = new Map<string, { readonly count: number; readonly code: string }>();
  for (const { severity, file, code, message } of findings) {
    if (severity !== 'error') continue;
    const name = [file, code, message].join('\n');
    counts.set(name, { count: (counts.get(name)?.count ?? 0) + 1, code });
  }
  return counts;
}
