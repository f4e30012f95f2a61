import { styleText } from 'node:util';
import type { Output, Shell } from '../io/shell.ts';

/** A colour or weight of text. */
export type Style = 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'bold' | 'dim';

/** Styles a text, where the output can show it. */
export type Paint = (styles: readonly Style[], text: string) => string;

/** The paint for an output: none unless it is a terminal, and none where NO_COLOR asks for that (https://no-color.org). */
export function paintFor({ env }: Shell, { isTerminal }: Output): Paint {
  const isPlain = !isTerminal || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return isPlain ? (_styles, text) => text : (styles, text) => styleText([...styles], text, { validateStream: false });
}
