import { TokenKind } from '@tsk/parser';
import { findUnit, parseQuantity, quantityToBase, type SettingSchema, unitNames } from '@tsk/schemas';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource, Keeps, Offer, Refactoring } from '../document/action.ts';
import { literalAt, readValue, type WrittenLiteral } from '../document/literal-at.ts';
import { settingAt } from '../document/setting-at.ts';

/** A literal that is the value of a known setting. */
interface Measured {
  readonly literal: WrittenLiteral;
  readonly setting: SettingSchema;
}

/** What may be written instead, best first. */
type Rewrite = (measured: Measured) => readonly string[];

function rewriting(id: string, keeps: Keeps, rewrite: Rewrite): Refactoring {
  return {
    id,
    kind: CodeActionKind.RefactorRewrite,
    keeps,
    *find(source): Generator<Offer> {
      const measured = findMeasured(source);
      if (measured === undefined) return;
      const { span, text } = measured.literal;
      for (const newText of rewrite(measured)) {
        if (newText !== text) yield { title: `Write ${newText}`, change: () => ({ edits: [{ span, newText }] }) };
      }
    },
  };
}

function findMeasured(source: ActionSource): Measured | undefined {
  const literal = literalAt(source.document.tree, source.range.start);
  const found = literal === undefined ? undefined : settingAt(source);
  if (literal === undefined || found === undefined || found.value.span.start !== literal.span.start) return undefined;
  return { literal, setting: found.setting };
}

const isQuoted = ({ token }: WrittenLiteral): boolean => token === TokenKind.String || token === TokenKind.RawString;

const inside = ({ text }: WrittenLiteral): string => text.slice(1, -1);

/** `"30s"` becomes `30s`. */
const bareQuantity = rewriting('bare-quantity', 'values', ({ literal, setting }) => {
  if (!isQuoted(literal) || setting.unit === undefined) return [];
  const value = readValue(inside(literal));
  return value?.kind === 'quantity' && value.text === inside(literal) ? [inside(literal)] : [];
});

/** `"30"` becomes `30`, where a number is wanted. */
const bareNumber = rewriting('bare-number', 'config', ({ literal, setting }) => {
  const isNumeric = setting.unit !== undefined || /^a (?:whole )?number|\bport\b/.test(setting.type);
  if (!isQuoted(literal) || !isNumeric || setting.choices !== undefined) return [];
  const value = /^\d+(?:\.\d+)?$/.test(inside(literal)) ? readValue(inside(literal)) : undefined;
  return value?.kind === 'scalar' && String(value.value) === inside(literal) ? [inside(literal)] : [];
});

/** `30s` becomes `"30s"`. */
const quotedQuantity = rewriting('quoted-quantity', 'values', ({ literal, setting }) =>
  literal.token === TokenKind.Quantity && setting.unit !== undefined ? [`"${literal.text}"`] : [],
);

/** `30` becomes `30s`: it says what the schema assumes. */
const withUnit = rewriting('with-unit', 'config', ({ literal: { token, text }, setting: { unit } }) => {
  if (token !== TokenKind.Number || unit === undefined || !/^[A-Za-z%]+$/.test(unit)) return [];
  const number = Number(text);
  if (unit !== '%') return [`${text}${unit}`];
  // A share up to 1 is one already.
  return number > 1 || number === 0 ? [`${text}%`] : [];
});

/** `5m` becomes `300`, in the unit that the schema assumes. */
const withoutUnit = rewriting('without-unit', 'config', ({ literal: { token, text }, setting: { unit } }) => {
  const written = token === TokenKind.Quantity ? parseQuantity(text) : undefined;
  if (written === undefined || unit === undefined) return [];
  const number = convert(written.number, written.unit, unit);
  const isShare = unit === '%' && number !== undefined && Math.abs(number) <= 1;
  return number === undefined || isShare ? [] : [String(number)];
});

/** `70%` becomes `0.7`, and the other way round. */
const share = rewriting('share', 'config', ({ literal: { token, text }, setting: { unit } }) => {
  if (unit === undefined || findUnit(unit)?.kind !== 'ratio') return [];
  if (token === TokenKind.Quantity && text.endsWith('%')) {
    const ratio = decimal(Number(text.slice(0, -1)) / 100);
    return ratio === undefined || ratio > 1 || ratio <= 0 ? [] : [String(ratio)];
  }
  const number = Number(text);
  if (token !== TokenKind.Number || number > 1 || number <= 0) return [];
  const percent = decimal(number * 100);
  return percent === undefined ? [] : [`${percent}%`];
});

/** `90s` becomes `1.5m`: the other units in which it is a short number, exactly. */
const otherUnit = rewriting('other-unit', 'config', ({ literal: { token, text }, setting: { unit } }) => {
  const written = token === TokenKind.Quantity ? parseQuantity(text) : undefined;
  const kind = written === undefined ? undefined : findUnit(written.unit)?.kind;
  if (written === undefined || kind === undefined || unit === undefined || findUnit(unit)?.kind !== kind) return [];
  return unitNames(kind).flatMap((name) => {
    const number =
      /^[A-Za-z]+$/.test(name) && name !== written.unit ? convert(written.number, written.unit, name) : undefined;
    return number === undefined || number < 0.1 || number >= 10_000 ? [] : [`${number}${name}`];
  });
});

/** The ways to write a quantity. */
export const quantities: readonly Refactoring[] = [
  bareQuantity,
  bareNumber,
  withUnit,
  otherUnit,
  share,
  withoutUnit,
  quotedQuantity,
];

/** A number of one unit in another one; undefined where it is not exact. */
function convert(number: number, from: string, to: string): number | undefined {
  const [unit, target] = [findUnit(from), findUnit(to)];
  if (unit === undefined || target === undefined || unit.kind !== target.kind) return undefined;
  const converted = decimal((number * unit.factor) / target.factor);
  if (converted === undefined) return undefined;
  return quantityToBase(converted, to, unit.kind) === quantityToBase(number, from, unit.kind) ? converted : undefined;
}

/** A number with at most three decimals, without the noise of binary arithmetic; undefined where it has more. */
function decimal(number: number): number | undefined {
  const rounded = Number(number.toFixed(3));
  return Number.isFinite(number) && Math.abs(rounded - number) < 1e-9 * Math.max(1, Math.abs(number))
    ? rounded
    : undefined;
}
