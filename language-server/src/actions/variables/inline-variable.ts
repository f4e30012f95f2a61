import { NodeKind, nodeKind, nodesAt, type VariableDeclaration } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import { namesOf, type Occurrence } from '../../names/configuration-names.ts';
import { findOccurrences } from '../../names/find-occurrences.ts';
import type { ActionSource, Offer, Refactoring } from '../document/action.ts';
import { isBroken } from '../document/is-broken.ts';
import { isFirstInLine, slice, wholeLines } from '../document/lines.ts';
import { literalAt } from '../document/literal-at.ts';

/** A variable whose value can be written where it is used. */
interface Inlinable {
  readonly declared: VariableDeclaration;
  readonly text: string;
  readonly at: Occurrence;
  readonly uses: readonly Occurrence[];
}

/** Writes the value of a variable in the place of one reference to it. */
const one: Refactoring = {
  id: 'inline-variable-once',
  kind: CodeActionKind.RefactorInline,
  keeps: 'values',
  *find(source) {
    const found = findInlinable(source);
    if (found === undefined || found.at.role === 'write' || found.uses.length < 2) return;
    const edit = writeUse(found.at, found.text);
    if (edit !== undefined) yield { title: `Inline $${found.declared.name} here`, change: () => ({ edits: [edit] }) };
  },
};

/** Writes the value of a variable wherever it is used, and removes the variable. */
const all: Refactoring = {
  id: 'inline-variable',
  kind: CodeActionKind.RefactorInline,
  keeps: 'values',
  *find(source): Generator<Offer> {
    const { document } = source;
    const found = findInlinable(source);
    if (found === undefined || found.uses.length === 0) return;
    const title = `Inline the variable $${found.declared.name}`;
    const elsewhere = found.uses.find((use) => use.document.path !== document.path);
    const edits = found.uses.map((use) => writeUse(use, found.text));
    if (elsewhere !== undefined) {
      yield { title, disabled: `It is also used in ${elsewhere.document.path}.`, change: () => ({ edits: [] }) };
      return;
    }
    if (edits.some((edit) => edit === undefined)) return;
    yield {
      title,
      change: () => ({ edits: [...edits.flatMap((edit) => edit ?? []), removal(document, found.declared)] }),
    };
  },
};

/** Removes a variable that nothing refers to. */
const unused: Refactoring = {
  id: 'remove-unused-variable',
  kind: CodeActionKind.QuickFix,
  keeps: 'values',
  *find(source) {
    const { document, range } = source;
    const declared = document.document.variables.find(
      ({ span }) => span.start <= range.start && range.start <= span.end,
    );
    if (declared === undefined || !canRemove(document, declared)) return;
    const found = findOccurrences(source.workspace, document, declared.nameSpan.start + 1);
    if (found.length !== 1 || document.text.includes(`{${declared.name}`)) return;
    const title = `Remove $${declared.name}, which nothing refers to`;
    yield { title, change: () => ({ edits: [removal(document, declared)] }) };
  },
};

/** What can be done with a variable. */
export const inlineVariable: readonly Refactoring[] = [one, all, unused];

function findInlinable(source: ActionSource): Inlinable | undefined {
  const { document, range, workspace } = source;
  // Most places have no `$` near them, and need no names.
  const isNear =
    document.text[range.start] === '$' ||
    /\$[\w-]*$/.test(document.text.slice(Math.max(0, range.start - 100), range.start));
  if (!isNear) return undefined;
  const at = namesOf(source.configuration()).findAt(document, range.start);
  if (at?.symbol.kind !== 'variable' || at.symbol.file !== document.path) return undefined;
  const { name, scope } = at.symbol;
  const same = document.document.variables.filter((one) => one.name === name);
  const [declared] = same;
  if (declared === undefined || same.length > 1 || declared.section.join('\n') !== scope.join('\n')) return undefined;
  const text = valueText(document, declared);
  if (text === undefined || !canRemove(document, declared)) return undefined;
  const uses = findOccurrences(workspace, document, declared.nameSpan.start + 1).filter(({ role }) => role !== 'write');
  return { declared, text, at, uses };
}

/** The value of a variable where it means the same in every place: a constant. */
function valueText({ text, tree }: ActionSource['document'], { value }: VariableDeclaration): string | undefined {
  if (value.kind === 'quantity' || value.kind === 'range' || value.kind === 'datetime') return slice(text, value.span);
  if (value.kind !== 'scalar' || value.span.start === value.span.end) return undefined;
  const literal = literalAt(tree, value.span.start);
  const written = slice(text, value.span);
  // A bare word is a text behind a sign, and a reference in an expression.
  const isBare = literal !== undefined && typeof value.value === 'string' && !/^["']/.test(written);
  if (isBare) return written.startsWith('|') ? undefined : JSON.stringify(value.value);
  return written;
}

function writeUse(
  { document, part, site }: Occurrence,
  text: string,
): { span: { start: number; end: number }; newText: string } | undefined {
  if (site.kind !== 'reference' || site.parts.length > 1 || document.text[part.span.start - 1] !== '$')
    return undefined;
  const nodes = nodesAt(document.tree, part.span.start);
  const isInString = nodes.some((node) => nodeKind(document.tree, node) === NodeKind.Template);
  const isOperand = nodes.some((node) => {
    const kind = nodeKind(document.tree, node);
    return kind === NodeKind.Infix || kind === NodeKind.Prefix || kind === NodeKind.Chain;
  });
  if (isInString || (isOperand && text.startsWith('-'))) return undefined;
  return { span: { start: part.span.start - 1, end: part.span.end }, newText: text };
}

function canRemove({ text, document }: ActionSource['document'], { span }: VariableDeclaration): boolean {
  const behind = text.slice(span.end, text.indexOf('\n', span.end) < 0 ? text.length : text.indexOf('\n', span.end));
  return isFirstInLine(text, span.start) && behind.trim() === '' && !isBroken(document, span);
}

function removal(
  { text }: ActionSource['document'],
  { span }: VariableDeclaration,
): { span: { start: number; end: number }; newText: string } {
  return { span: wholeLines(text, span), newText: '' };
}
