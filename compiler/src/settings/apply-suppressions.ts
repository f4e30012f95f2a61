import { type Diagnostic, type Document, type Fix, report } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { ignoresError, ignoresNothing, ignoresUnknown } from './catalogue.ts';
import { findRules, isFixedError, rules } from './known-rules.ts';
import { findSuppressions, type SuppressedName, type Suppression } from './suppressions.ts';

/** The findings that are left, and those about the comments themselves. */
export interface Suppressed {
  readonly left: readonly Diagnostic[];
  readonly about: readonly Diagnostic[];
}

/** What comments are applied to. */
export interface SuppressionInput {
  /** The findings as the rules want them, and all that there were before: a comment that the rules make needless may stay. */
  readonly findings: readonly Diagnostic[];
  readonly all: readonly Diagnostic[];
  readonly documents: ReadonlyMap<string, Document>;
  /** The files whose comments are judged. One that others include may hide what only the others make of it. */
  readonly judged: ReadonlySet<string>;
  /** Whether the checks have run; while they have not, nothing is known of comments for them. */
  readonly isComplete: boolean;
}

/** Leaves out the findings that comments hide, and says which comments hide none. Errors are never hidden. */
export function applySuppressions(input: SuppressionInput): Suppressed {
  const suppressions = [...input.documents.values()].flatMap(findSuppressions);
  if (suppressions.length === 0) return { left: input.findings, about: [] };
  const matches = matcher(input.documents);
  const isHidden = (finding: Diagnostic): boolean =>
    finding.severity !== 'error' &&
    suppressions.some((comment) => comment.names.some((name) => matches(comment, name, finding)));
  const judged = suppressions.filter(({ file }) => input.judged.has(file));
  return {
    left: input.findings.filter((finding) => !isHidden(finding)),
    about: judged.flatMap((comment) => [...judge(comment, input, matches)]),
  };
}

type Matches = (comment: Suppression, name: SuppressedName, finding: Diagnostic) => boolean;

function matcher(documents: ReadonlyMap<string, Document>): Matches {
  return ({ file, line }, { name }, finding) => {
    if (finding.file !== file || !findRules(name).some(({ code }) => code === finding.code)) return false;
    return line === undefined || documents.get(file)?.lines.positionAt(finding.span.start).line === line;
  };
}

function* judge(comment: Suppression, input: SuppressionInput, matches: Matches): Generator<Diagnostic> {
  const { file, span, names, line, removal } = comment;
  if (names.length === 0) {
    const reason =
      "This comment names no code, and hides nothing; name one, as in '# tsk-ignore TSK5106', or remove it";
    yield report(ignoresUnknown, { file, span }, [reason], { fix: remove(removal) });
  }
  for (const name of names) {
    const place = { file, span: name.span };
    const named = findRules(name.name);
    if (named.length === 0) {
      yield judgeUnknown(comment, name);
      continue;
    }
    if (input.findings.some((found) => found.severity === 'error' && matches(comment, name, found))) {
      yield report(ignoresError, place, [name.name]);
      continue;
    }
    const isKnown = input.isComplete || named.every(({ code }) => isFixedError(code));
    if (!isKnown || input.all.some((found) => matches(comment, name, found))) continue;
    const where = line === undefined ? 'in this file' : 'on that line';
    yield report(ignoresNothing, place, [name.name, where], { fix: removeName(comment, name) });
  }
}

function judgeUnknown(comment: Suppression, name: SuppressedName): Diagnostic {
  const known = rules.flatMap(({ code, mnemonic }) => [code, mnemonic]);
  const nearest = findNearest(name.name, known);
  const fix =
    nearest === undefined
      ? removeName(comment, name)
      : { title: `Write ${nearest}`, edits: [{ span: name.span, newText: nearest }] };
  const help = nearest === undefined ? 'tsk-compile explain --list lists all' : `'${nearest}' may be meant`;
  const reason = `'${name.name}' is no code of a finding; ${help}`;
  return report(ignoresUnknown, { file: comment.file, span: name.span }, [reason], { fix });
}

function remove(span: Suppression['removal']): Fix {
  return { title: 'Remove the comment', edits: [{ span, newText: '' }] };
}

/** The last of the codes takes the comment with it. */
function removeName({ names, removal }: Suppression, name: SuppressedName): Fix {
  if (names.length === 1) return remove(removal);
  const next = names[names.indexOf(name) + 1];
  const before = names[names.indexOf(name) - 1];
  const span =
    next === undefined
      ? { start: before?.span.end ?? name.span.start, end: name.span.end }
      : { start: name.span.start, end: next.span.start };
  return { title: `Remove ${name.name}`, edits: [{ span, newText: '' }] };
}
