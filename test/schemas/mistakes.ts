import { checkConfig } from '@tsk/schemas';
import { expect, it } from 'vitest';
import { applyFix, sample } from './values.ts';

/** A mistake, the text that is underlined, what is said about it, and the text after the fix where there is one. */
export type Mistake = readonly [
  data: Readonly<Record<string, unknown>>,
  code: string,
  at: string,
  says: string,
  fixed?: string,
];

/** Tests that each mistake is reported once, at its place, in those words, with that fix. */
export function testMistakes(mistakes: readonly Mistake[]): void {
  for (const [data, code, at, says, fixed] of mistakes) {
    it(says, () => {
      const { text, root } = sample(data);
      const { diagnostics } = checkConfig(root);
      const found = diagnostics.map(({ span, ...rest }) => [rest.code, text.slice(span.start, span.end), rest.message]);
      expect(found).toEqual([[code, at, says]]);
      expect(diagnostics.map((diagnostic) => applyFix(text, diagnostic))).toEqual([fixed]);
    });
  }
}
