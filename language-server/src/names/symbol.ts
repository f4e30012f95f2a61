import type { Place } from '@tsk/parser';

/** What a name stands for. Two names with equal symbols are one. */
export type NameSymbol =
  /** `$name`, declared in a file; all its declarations in one table are one variable. */
  | { readonly kind: 'variable'; readonly file: string; readonly scope: readonly string[]; readonly name: string }
  /** A key of the configuration, whichever of its files it stands in. */
  | { readonly kind: 'key'; readonly path: readonly string[] }
  /** A member of a table that is no part of the configuration, as that of a variable. */
  | { readonly kind: 'member'; readonly declared: Place };

/** A text that is the same for equal symbols, and only for them. */
export function symbolId(symbol: NameSymbol): string {
  switch (symbol.kind) {
    case 'variable':
      return JSON.stringify(['$', symbol.file, symbol.scope, symbol.name]);
    case 'key':
      return JSON.stringify(symbol.path);
    case 'member':
      return JSON.stringify(['.', symbol.declared]);
  }
}

/** The name of a symbol as it ends a reference; '' for a member, whose name is where it is declared. */
export function symbolName(symbol: NameSymbol): string {
  switch (symbol.kind) {
    case 'variable':
      return symbol.name;
    case 'key':
      return symbol.path.at(-1) ?? '';
    case 'member':
      return '';
  }
}
