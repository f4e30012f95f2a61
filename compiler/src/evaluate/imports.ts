import type { Diagnostic, Place, TableValue, Value } from '@tsk/parser';

/** A variable of an included file. */
export interface ImportedVariable {
  readonly name: string;
  readonly value: Value;
  readonly declared: Place;
}

/** What an included file lends to the file that includes it: evaluated, and to be found from the line of the include on. */
export interface Import {
  /** The path of the table in which the include stands. */
  readonly section: readonly string[];
  /** The end of the include, from which on its names can be used. */
  readonly end: number;
  /** The file, and the files that it includes in turn. */
  readonly files: ReadonlySet<string>;
  /** The variables of the file, and those that are lent to it. */
  readonly variables: readonly ImportedVariable[];
}

/** What all includes of a file lend to it, in the order of the text. */
export interface Imports {
  readonly list: readonly Import[];
  /** The keys of all of them, each in the table in which it is included; undefined where there are none. */
  readonly base: TableValue | undefined;
  /** The expressions in it that stay as they are; they have been evaluated where they were written. */
  readonly open: ReadonlyMap<Value, Diagnostic>;
}

/** The imports of a file that includes nothing. */
export const noImports: Imports = { list: [], base: undefined, open: new Map() };
