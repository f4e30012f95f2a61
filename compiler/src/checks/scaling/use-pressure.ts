import type { Fix, Place } from '@tsk/parser';
import { type CheckContext, replaceValue } from '../common/check.ts';

/**
 * The fix for a weighted score that cannot act: the rule "pressure", by which a saturated signal alone is enough. Undefined where
 * `scoring` would have to be written into another file than that of the finding, or there is no header to write it under.
 */
export function usePressure({ plan, settings, documents }: CheckContext, { file }: Place): Fix | undefined {
  const { scoring } = plan.scaling;
  if (scoring.place !== undefined)
    return scoring.place.file === file ? replaceValue(scoring.place, '"pressure"') : undefined;
  const table = settings.placeOf('auto_scaling');
  const text = documents.get(file)?.tree.text;
  if (table?.file !== file || text === undefined) return undefined;
  const { start, end } = table.span;
  if (text[start - 1] !== '[' || text[end] !== ']') return undefined;
  const lineEnd = /\r?\n|$/.exec(text.slice(end))?.index ?? 0;
  const at = end + lineEnd;
  return {
    title: 'Use scoring = "pressure"',
    edits: [{ span: { start: at, end: at }, newText: '\nscoring = "pressure"' }],
  };
}
