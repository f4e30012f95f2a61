import type { Texts } from '../analyze-texts.ts';

/** A configuration in which the code is found, and one that is nearly the same, in which it is not. */
export type Row = readonly [code: string, found: string | Texts, silent: string | Texts];
