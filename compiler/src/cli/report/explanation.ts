import type { Json, Place } from '@tsk/parser';
import type { TraceStep } from '../../evaluate/trace.ts';
import type { Explanation, ExplanationStep } from '../../explain.ts';
import { unreachable } from '../../unreachable.ts';
import { type Positions, positionsIn, showPlace, type Texts } from './describe.ts';
import { showCharacter } from './display-width.ts';
import type { Paint } from './paint.ts';

/** Characters of a value or source text that one line shows. */
const shownLength = 80;

/** An explanation for people: the key with its value, and below it the steps, each indented under what it is a part of. */
export function renderExplanation({ path, value, steps }: Explanation, texts: Texts, paint: Paint): string {
  const positions = positionsIn(texts);
  const key = showText(showPath(path));
  const shown = showText(JSON.stringify(value ?? null, null, 2).replaceAll('\n', '\u2028')).replaceAll('\u2028', '\n');
  const lines = steps.flatMap((step) => renderStep(step, positions, paint));
  return `${paint(['bold'], key)} = ${shown}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** `a.b[0]` of a path. */
function showPath(path: readonly string[]): string {
  return path.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function renderStep(step: ExplanationStep, positions: Positions, paint: Paint): readonly string[] {
  switch (step.kind) {
    case 'written': {
      const place = paint(['dim'], showPlace(step.place, positions));
      const how = step.isHead ? 'written before the table' : 'written';
      return [
        `${how} in ${place} as ${shorten(step.text)}`,
        ...step.from.flatMap((part) => renderPart(part, positions, paint)),
      ];
    }
    case 'overridden':
      return [`overrides ${shorten(step.text)} in ${paint(['dim'], showPlace(step.place, positions))}`];
    case 'environment': {
      const otherwise =
        step.default === undefined ? 'which has to be set' : `or ${shortJson(step.default)} where it is not set`;
      return [`looked up in the environment when the runtime starts: ${step.name}, ${otherwise}`];
    }
    case 'default':
      return [`the default: it is not written in any file${step.unit === undefined ? '' : ` (in ${step.unit})`}`];
    default:
      return unreachable(step);
  }
}

function renderPart(part: TraceStep, positions: Positions, paint: Paint): readonly string[] {
  const inner = part.from.flatMap((one) => renderPart(one, positions, paint));
  return [describePart(part, positions, paint), ...inner].map((line) => `  ${line}`);
}

function describePart(part: TraceStep, positions: Positions, paint: Paint): string {
  if (part.kind === 'operator') {
    return `${part.name}(${shorten(part.arguments.map(shortJson).join(', '))}) is ${shortJson(part.value)}`;
  }
  const place = paint(['dim'], showPlace(part.declared, positions));
  return `${shorten(part.name)} is ${shortJson(part.value)}, from ${place}`;
}

function shortJson(value: Json): string {
  return shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return showText(line.length > shownLength ? `${line.slice(0, shownLength)}…` : line);
}

/** Control characters of a file are not passed on to the terminal. */
function showText(text: string): string {
  return Array.from(text, (character) => showCharacter(character, 0).text).join('');
}

/** An explanation for programs, with lines and columns from 1; columns count UTF-16 code units. */
export function renderExplanationJson({ path, value, steps }: Explanation, texts: Texts): string {
  const positions = positionsIn(texts);
  const described = steps.map((step) => describe(step, positions));
  return `${JSON.stringify({ path, value, steps: described }, null, 2)}\n`;
}

function describe(step: ExplanationStep | TraceStep, positions: Positions): object {
  const at = (place: Place): object => ({ file: place.file, ...positions(place.file).positionAt(place.span.start) });
  switch (step.kind) {
    case 'default':
      return step;
    case 'environment':
    case 'overridden':
      return { ...step, place: at(step.place) };
    case 'reference':
      return {
        ...step,
        place: at(step.place),
        declared: at(step.declared),
        from: step.from.map((one) => describe(one, positions)),
      };
    case 'written':
    case 'operator':
      return { ...step, place: at(step.place), from: step.from.map((one) => describe(one, positions)) };
    default:
      return unreachable(step);
  }
}
