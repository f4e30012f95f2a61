import type { PreviewParams } from '../requests.ts';
import { isRecord, refuseParams } from './refuse-params.ts';

/** Reads the parameters of a preview. What the simulator itself refuses, such as an unknown shape, it says itself. */
export function readPreviewParams(given: unknown): PreviewParams {
  if (!isRecord(given) || typeof given['uri'] !== 'string') {
    return refuseParams('tsk/preview takes an object with the `uri` of a document.');
  }
  const { uri, version, load, durationMs, overrides, policies, startUpsMs, cacheHitRatio } = given;
  const wrong =
    check('version', version, 'a number', isNumber) ??
    check('durationMs', durationMs, 'a number', isNumber) ??
    check('cacheHitRatio', cacheHitRatio, 'a number', isNumber) ??
    check('policies', policies, 'a list of names', (value) => isList(value, (one) => typeof one === 'string')) ??
    check('startUpsMs', startUpsMs, 'a list of numbers', (value) => isList(value, isNumber)) ??
    check('overrides', overrides, 'an object of values by JSON pointer', isOverrides) ??
    check('load', load, '`{ kind: "shape", shape }` or `{ kind: "trace", name, text }`', isLoad);
  if (wrong !== undefined) return refuseParams(wrong);
  const stated = Object.entries({ version, load, durationMs, overrides, policies, startUpsMs, cacheHitRatio });
  // Each of the members was looked at above.
  return { uri, ...Object.fromEntries(stated.filter(([, value]) => value !== undefined && value !== null)) };
}

function check(
  name: string,
  value: unknown,
  expected: string,
  isRight: (value: unknown) => boolean,
): string | undefined {
  if (value === undefined || value === null || isRight(value)) return undefined;
  return `\`${name}\` of tsk/preview must be ${expected}.`;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isList(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isElement);
}

function isOverrides(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((one) => one === null || typeof one !== 'object');
}

function isLoad(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, shape, name, text, peak, seed, intervalMs, speed } = value;
  const numbers = [peak, seed, intervalMs, speed].every((one) => one === undefined || isNumber(one));
  if (kind === 'shape') return numbers && typeof shape === 'string';
  return kind === 'trace' && numbers && typeof name === 'string' && typeof text === 'string';
}
