import { styleText } from 'node:util';
import type { Output, Shell } from '../io/shell.ts';

/** A colour or weight of text. */
export type Style = 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'bold' | 'dim';

/** Styles a text, where the output can show it. */
export type Paint = (styles: readonly Style[], text: string) => string;

/** When to use colours: `auto` is on a terminal. */
export type ColorMode = 'auto' | 'always' | 'never';

/**
 * The paint for an output. In the mode `auto`, NO_COLOR (https://no-color.org) and FORCE_COLOR (https://force-color.org) say
 * whether to use colours, and where they are silent, that the output is a terminal does.
 */
export function paintFor({ env }: Shell, output: Output, mode: ColorMode = 'auto'): Paint {
  const isPlain = mode === 'never' || (mode === 'auto' && !wantsColor(env, output));
  return isPlain ? (_styles, text) => text : (styles, text) => styleText([...styles], text, { validateStream: false });
}

function wantsColor(env: Shell['env'], { isTerminal }: Output): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}
