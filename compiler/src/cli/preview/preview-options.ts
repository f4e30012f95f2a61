import { parseQuantity, quantityToBase } from '@tsk/schemas';
import { InvalidArgumentError } from 'commander';
import { CliFailure } from '../io/cli-failure.ts';
import { type Assertion, parseAssertion } from './assertion.ts';
import type { OutputFormat } from './outputs.ts';

/** What a preview can be of. */
export const previewKinds = ['scaling', 'balancing', 'cache'] as const;

/** What the user asks a preview for. Times are in milliseconds. */
export interface PreviewOptions {
  readonly kind: (typeof previewKinds)[number];
  readonly load?: string;
  readonly trace?: string;
  readonly traceInterval: number;
  readonly traceSpeed: number;
  readonly duration?: number;
  readonly peak?: number;
  readonly seed: number;
  readonly cacheHitRate: number;
  readonly measured?: string;
  readonly policy: readonly string[];
  readonly startUp: readonly number[];
  readonly against?: string;
  readonly format?: OutputFormat;
  readonly out: readonly string[];
  readonly assert: readonly Assertion[];
  readonly watch?: true;
  readonly root: string;
  readonly ignore: boolean;
  readonly stdinFilename: string;
}

/** Reads a length of time, such as `90m`, as milliseconds. A number alone is seconds. */
export function readDuration(text: string): number {
  const { number, unit } = parseQuantity(text) ?? { number: Number.NaN, unit: '' };
  const ms = quantityToBase(number, unit === '' ? 's' : unit, 'duration');
  if (ms !== undefined && ms > 0) return ms;
  throw new CliFailure(`'${text}' is not a length of time; write one such as 24h, 90m or 30s.`);
}

/** Reads a rate in requests per second. */
export function readRate(text: string): number {
  const rate = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new CliFailure(`'${text}' is not a rate; write requests per second, such as 1000.`);
}

/** Reads how many times as fast something is. */
export function readSpeed(text: string): number {
  const speed = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new CliFailure(`'${text}' is not a speed; write how many times as fast, such as 60.`);
}

/** Reads what chance is made of. */
export function readSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliFailure(`'${text}' is not a seed; write a whole number, such as 7.`);
}

/** Reads a share such as `30%` or `0.3`. */
export function readShare(text: string): number {
  const match = /^(\d+\.?\d*|\.\d+)\s*(%?)$/.exec(text.trim());
  const share = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (share >= 0 && share < 1) return share;
  throw new CliFailure(`'${text}' is not a share below 1; write one such as 30% or 0.3.`);
}

/** Names that are separated by commas, after those of the same option before. */
export function addNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new InvalidArgumentError('Write names that are separated by commas.');
  return [...new Set([...before, ...names])];
}

/** Lengths of time that are separated by commas. */
export function addDurations(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...addNames(text).map(readDuration)];
}

/** An assertion after those before. */
export function addAssertion(text: string, before: readonly Assertion[] = []): readonly Assertion[] {
  return [...before, parseAssertion(text)];
}

/** A file after those before. */
export function addFile(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
