import { findOperator, type Operator, type OperatorFunction, operators } from '@tsk/compiler';
import { CompletionItemKind } from 'vscode-languageserver';
import { writeSignature } from '../hover/describe-operator.ts';
import { escapeSnippet } from './snippet.ts';
import type { Suggestion, SuggestionSource } from './suggestion.ts';

/** All operators: those that are evaluated here before those that are not. */
export function* suggestOperators(source: SuggestionSource): Generator<Suggestion> {
  for (const operator of operators) {
    const own = functionsOf(operator).find(({ name }) => name === '');
    const runs = doesRun(operator);
    yield {
      ...callOf(source, `@${operator.name}`, own),
      kind: own === undefined && runs ? CompletionItemKind.Module : CompletionItemKind.Function,
      rank: runs ? 900 : 950,
      detail: operator.summary,
      ...(runs ? {} : { description: 'not evaluated here' }),
      subject: { kind: 'operator', name: operator.name, method: '' },
    };
  }
}

/** The functions of an operator, behind its dot. */
export function* suggestMethods(source: SuggestionSource, base: string): Generator<Suggestion> {
  const operator = findOperator(base.slice(1));
  if (operator === undefined) return;
  for (const one of functionsOf(operator)) {
    if (one.name === '') continue;
    yield {
      ...callOf(source, one.name, one),
      kind: CompletionItemKind.Method,
      rank: 0,
      detail: writeSignature(operator.name, one),
      subject: { kind: 'operator', name: operator.name, method: one.name },
    };
  }
}

function functionsOf(operator: Operator): readonly OperatorFunction[] {
  return operator.availability === 'refused' ? [] : operator.functions;
}

/** Whether a compiled plan can hold what comes of an operator. */
function doesRun(operator: Operator): boolean {
  return operator.availability === 'pure' || (operator.availability === 'deferred' && operator.reason === undefined);
}

/** A name with its parameters to fill in; without them where a call follows already, or where it is not called itself. */
function callOf(
  { document, offset, hasSnippets }: SuggestionSource,
  label: string,
  called: OperatorFunction | undefined,
): Pick<Suggestion, 'label' | 'text' | 'isSnippet'> {
  const isCalled = /^[\w-]*\(/.test(document.text.slice(offset, offset + 100));
  if (called === undefined || isCalled) return { label, text: label, isSnippet: false };
  if (!hasSnippets) return { label, text: `${label}(`, isSnippet: false };
  const needed = called.parameters.filter(({ optional }) => !optional);
  const places = needed.map(({ name, type }, index) => {
    const quote = type === 'a text' ? '"' : '';
    return `${quote}\${${index + 1}:${escapeSnippet(name)}}${quote}`;
  });
  const places0 = places.length === 0 && called.parameters.length > 0 ? ['$1'] : places;
  return { label, text: `${escapeSnippet(label)}(${places0.join(', ')})$0`, isSnippet: true };
}
