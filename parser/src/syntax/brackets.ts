import * as kinds from './diagnostics.ts';
import { type Bracket, complain, emit, type ScanState, startEntry } from './scan-state.ts';
import { Terminal } from './terminals.ts';
import { TokenKind } from './token-kind.ts';

/** How deep brackets and indented bodies may nest, so that reading a text needs a bounded stack. */
export const MAX_DEPTH = 100;

/** How a bracket is written, and as what it is read. */
interface BracketForm {
  readonly opener: string;
  readonly closer: string;
  readonly open: TokenKind;
  readonly close: TokenKind;
  readonly openTerminal: number;
  readonly closeTerminal: number;
}

const brace: BracketForm = {
  opener: '{',
  closer: '}',
  open: TokenKind.BraceOpen,
  close: TokenKind.BraceClose,
  openTerminal: Terminal.BraceOpen,
  closeTerminal: Terminal.BraceClose,
};
const bracket: BracketForm = {
  opener: '[',
  closer: ']',
  open: TokenKind.BracketOpen,
  close: TokenKind.BracketClose,
  openTerminal: Terminal.BracketOpen,
  closeTerminal: Terminal.BracketClose,
};
const paren: BracketForm = {
  opener: '(',
  closer: ')',
  open: TokenKind.ParenOpen,
  close: TokenKind.ParenClose,
  openTerminal: Terminal.ParenOpen,
  closeTerminal: Terminal.ParenClose,
};
const interpolation: BracketForm = {
  opener: '${',
  closer: '}',
  open: TokenKind.InterpolationOpen,
  close: TokenKind.InterpolationClose,
  openTerminal: Terminal.InterpolationOpen,
  closeTerminal: Terminal.InterpolationClose,
};

function formOf(shape: Bracket['shape']): BracketForm {
  switch (shape) {
    case 'brace':
      return brace;
    case 'bracket':
    case 'index':
      return bracket;
    case 'paren':
      return paren;
    case 'interpolation':
      return interpolation;
  }
}

/** The string around a `${`. */
export interface StringContext {
  readonly triple: boolean;
  readonly stringStart: number;
}

/** Tells whether one more bracket or body may be opened; says so once where it may not. */
export function hasRoom(state: ScanState): boolean {
  if (state.brackets.length + state.layouts.length < MAX_DEPTH) return true;
  if (!state.depthReported) complain(state, kinds.tooDeep, state.at, state.at + 1, [MAX_DEPTH]);
  state.depthReported = true;
  return false;
}

/** Reads an opener. Beyond the depth limit openers are only counted, up to their closers. */
export function openBracket(state: ScanState, shape: Bracket['shape'], around?: StringContext): void {
  const { opener, open, openTerminal } = formOf(shape);
  const start = state.at;
  if (!hasRoom(state)) {
    state.overflow++;
    emit(state, TokenKind.Bad, start + opener.length, Terminal.Bad);
    return;
  }
  emit(state, open, start + opener.length, openTerminal);
  state.brackets.push({
    shape,
    start,
    contentStart: state.at,
    tokens: state.tokens.count,
    significant: state.tokens.significant,
    diagnostics: state.diagnostics.length,
    lineStart: state.lineStart,
    lineIndent: state.lineIndent,
    savedTernaries: state.ternaries,
    savedInValue: state.inValue,
    triple: around?.triple ?? false,
    stringStart: around?.stringStart ?? start,
  });
  enter(state, shape);
}

/** Inside `(`, an index and `${` bare names are references, and line breaks are blanks. */
export function isExpression({ shape }: Pick<Bracket, 'shape'>): boolean {
  return shape !== 'brace' && shape !== 'bracket';
}

function enter(state: ScanState, shape: Bracket['shape']): void {
  if (isExpression({ shape })) {
    state.expressionDepth++;
    startEntry(state, 'rest');
    state.inValue = true;
  } else {
    startEntry(state, shape === 'brace' ? 'key' : 'value');
  }
}

/** Takes the innermost bracket off the stack and goes back to the statement around it. */
function leave(state: ScanState): Bracket | undefined {
  const bracket = state.brackets.pop();
  if (bracket === undefined) return undefined;
  if (isExpression(bracket)) state.expressionDepth--;
  state.ternaries = bracket.savedTernaries;
  state.inValue = bracket.savedInValue;
  state.position = 'rest';
  return bracket;
}

/**
 * Reads the closer `)`, `]` or `}`. Brackets above its opener are not closed: they are read again with the help of indentation.
 * Returns the bracket that it closed; undefined when it closed none or when reading starts again.
 */
export function closeBracket(state: ScanState, closer: ')' | ']' | '}'): Bracket | undefined {
  if (state.overflow > 0) {
    state.overflow--;
    emit(state, TokenKind.Bad, state.at + 1, Terminal.Bad);
    return undefined;
  }
  const index = findOpener(state, closer);
  if (index < 0) {
    complain(state, kinds.strayCloser, state.at, state.at + 1, [closer]);
    emit(state, TokenKind.Bad, state.at + 1, Terminal.Bad);
    return undefined;
  }
  if (index < state.brackets.length - 1) {
    if (readAgain(state, index + 1, state.at + 1)) return undefined;
    closeMissing(state, index + 1);
  }
  const bracket = leave(state);
  if (bracket !== undefined) emitCloser(state, bracket, state.at + 1);
  return bracket;
}

function emitCloser(state: ScanState, { shape }: Bracket, end: number): void {
  const { close, closeTerminal } = formOf(shape);
  emit(state, close, end, closeTerminal);
}

/** The index of the innermost bracket that `closer` can close, or -1. Only `}` looks beyond the `${` around it. */
function findOpener(state: ScanState, closer: string): number {
  for (let index = state.brackets.length - 1; index >= 0; index--) {
    const shape = state.brackets[index]?.shape ?? 'brace';
    if (formOf(shape).closer === closer) return index;
    if (shape === 'interpolation') return -1;
  }
  return -1;
}

/** Closes every bracket from `index` up, all of them missing their closers, and reports the outermost at its opener. */
export function closeMissing(state: ScanState, index: number): void {
  const outermost = state.brackets[index];
  if (outermost === undefined) return;
  if (outermost.shape === 'interpolation') {
    // What was read inside it was most likely meant as text.
    state.diagnostics.length = outermost.diagnostics;
    complain(state, kinds.interpolation, outermost.start, outermost.start + 2, []);
  } else {
    const { opener, closer } = formOf(outermost.shape);
    complain(state, kinds.unclosed, outermost.start, outermost.start + 1, [opener, closer]);
  }
  // Openers beyond the depth limit were inside these.
  state.overflow = 0;
  while (state.brackets.length > index) {
    const bracket = leave(state);
    if (bracket === undefined) return;
    emitCloser(state, bracket, state.at);
    if (bracket.shape === 'interpolation') emit(state, TokenKind.StringEnd, state.at, Terminal.TemplateEnd);
  }
}

/**
 * Goes back to just after the opener `brackets[index]`, to read up to `until` again with brackets that indentation closes too.
 * Refuses when that was tried already, when all is on one line, or when the budget that keeps the lexer linear is used up.
 */
export function readAgain(state: ScanState, index: number, until: number): boolean {
  const bracket = state.brackets[index];
  if (bracket === undefined || state.at < state.strictUntil || bracket.lineStart === state.lineStart) return false;
  const cost = state.at - bracket.start;
  if (cost > state.rereadBudget) return false;
  state.rereadBudget -= cost;
  state.strictUntil = until;
  state.tokens.truncate(bracket.tokens, bracket.significant);
  state.diagnostics.length = bracket.diagnostics;
  state.brackets.length = index + 1;
  state.expressionDepth = state.brackets.slice(0, index).filter(isExpression).length;
  state.overflow = 0;
  state.at = bracket.contentStart;
  state.lineStart = bracket.lineStart;
  state.lineIndent = bracket.lineIndent;
  state.nextContent = -1;
  enter(state, bracket.shape);
  return true;
}
