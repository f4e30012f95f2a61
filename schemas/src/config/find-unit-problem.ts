import { type Diagnostic, type Fix, report } from '@tsk/parser';
import { findNearest } from '../base/nearest.ts';
import { findUnit, type QuantityKind, unitNames, type WrittenQuantity } from '../base/quantity.ts';
import { wrongUnit } from './catalogue.ts';
import { enumerate } from './enumerate.ts';
import type { Written } from './reading.ts';
import { dottedKey, quantityWords } from './words.ts';

/** Spellings of units that people use elsewhere, and ours. */
const otherSpellings: ReadonlyMap<string, string> = new Map([
  ['sec', 's'],
  ['secs', 's'],
  ['second', 's'],
  ['seconds', 's'],
  ['min', 'm'],
  ['mins', 'm'],
  ['minute', 'm'],
  ['minutes', 'm'],
  ['hr', 'h'],
  ['hrs', 'h'],
  ['hour', 'h'],
  ['hours', 'h'],
  ['day', 'd'],
  ['days', 'd'],
  ['week', 'w'],
  ['weeks', 'w'],
  ['msec', 'ms'],
  ['K', 'KB'],
  ['M', 'MB'],
  ['G', 'GB'],
  ['T', 'TB'],
]);

/** The finding about a quantity whose unit is unknown or measures something else, with the unit that was probably meant. */
export function findUnitProblem(at: Written, kind: QuantityKind, { number, unit }: WrittenQuantity): Diagnostic {
  const known = findUnit(unit);
  const found = known === undefined ? `\`${unit}\` is not a unit` : `\`${unit}\` is a unit of ${measures[known.kind]}`;
  const names = unitNames(kind);
  const spelled = otherSpellings.get(unit) ?? otherSpellings.get(unit.toLowerCase());
  const meant = names.find((name) => name === spelled) ?? findNearest(unit, names);
  const nearest = known === undefined ? meant : undefined;
  const hint =
    nearest === undefined
      ? `; write ${names.length === 1 ? '' : 'one of '}${enumerate(names.map(code), 'or')}.`
      : `; did you mean \`${number}${nearest}\`?`;
  const fix = nearest === undefined ? undefined : writeQuantity(at, `${number}${nearest}`);
  return report(wrongUnit, at.value, [dottedKey(at.path), quantityWords[kind], found, hint], { fix });
}

/** A quantity with more than a number and letters is an expression, unless it stands in quotes. */
function writeQuantity(at: Written, written: string): Fix {
  const newText = /^[-+.\w%]+$/.test(written) ? written : JSON.stringify(written);
  return { title: `Write ${newText}`, edits: [{ span: at.value.span, newText }] };
}

const code = (name: string): string => `\`${name}\``;

const measures: Readonly<Record<QuantityKind, string>> = {
  duration: 'time',
  size: 'size',
  ratio: 'share',
  rate: 'rate',
};
