import type { Json, Schema } from '../base/schema.ts';
import { describeExpected, formatNumber } from '../config/words.ts';

/** One of the values that a setting can have. */
export interface SettingChoice {
  readonly value: string;
  /** What it means. */
  readonly description: string;
  /** Why it should no longer be used, where that is so. */
  readonly deprecated?: string;
}

/** What is to be said about a setting: for hover, completion and the reference. */
export interface SettingSchema {
  /** From the root; `*` stands for a name of the user's own. */
  readonly path: readonly string[];
  readonly description: string;
  /** What it can be, in words: "a duration such as `30s`". */
  readonly type: string;
  /** Whether it is a table, with keys of its own. */
  readonly isTable: boolean;
  /** The unit of a number that is written without one: `s`, `MB`, `%`. */
  readonly unit?: string;
  /** Used where the setting is not written; numbers are in `unit`. */
  readonly default?: Json;
  /** The limits in words: "from 1 to 65535", "more than 0 %, at most 100 %". */
  readonly range?: string;
  readonly choices?: readonly SettingChoice[];
  /** Whether `choices` are all there are; otherwise they are the usual ones. */
  readonly isClosed: boolean;
  readonly examples: readonly Json[];
  /** Whether its table is wrong without it. */
  readonly isRequired: boolean;
  /** Whether it is never written into a compiled file. */
  readonly isSecret: boolean;
  /** The keys that it has as a table, in the order in which they are explained. */
  readonly keys: readonly string[];
  /** What the user's own names in this table stand for: "instance". Without it there are none. */
  readonly item?: string;
  /** Other names under which it is understood, besides other capitals and `-` for `_`. */
  readonly aliases: readonly string[];
  /** Keys that are understood in this table and are elsewhere: the key, and the paths below this table that it sets. */
  readonly moved: Readonly<Record<string, readonly string[]>>;
  /** Whether the bundled runtime acts on it; otherwise it is checked and nothing more. */
  readonly hasEffect: boolean;
}

/** Describes the schema of one key. */
export function describeSetting(path: readonly string[], schema: Schema, isRequired: boolean): SettingSchema {
  const unit = schema['x-tsk-unit'];
  const range = describeRange(schema);
  const choices = listChoices(schema);
  const item = schema['x-tsk-item'];
  return {
    path,
    description: schema.description ?? '',
    type: describeExpected(schema),
    isTable: schema.properties !== undefined || schema.additionalProperties !== undefined,
    ...(unit === undefined ? {} : { unit }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(range === undefined ? {} : { range }),
    ...(choices === undefined ? {} : { choices }),
    isClosed: (schema.items ?? schema).enum !== undefined,
    examples: schema.examples ?? [],
    isRequired,
    isSecret: schema['x-tsk-secret'] === true,
    keys: Object.keys(schema.properties ?? {}),
    ...(item === undefined ? {} : { item }),
    aliases: schema['x-tsk-aliases'] ?? [],
    moved: schema['x-tsk-moved'] ?? {},
    hasEffect: schema['x-tsk-runtime'] !== false,
  };
}

/** The choices of a setting, or of the elements of a list. */
function listChoices(schema: Schema): readonly SettingChoice[] | undefined {
  const chosen = schema.items ?? schema;
  const meanings = chosen['x-tsk-values'] ?? {};
  const values = chosen.enum ?? Object.keys(meanings);
  if (values.length === 0) return undefined;
  return values.map((value) => {
    const deprecated = chosen['x-tsk-deprecated']?.[value];
    return { value, description: meanings[value] ?? '', ...(deprecated === undefined ? {} : { deprecated }) };
  });
}

function describeRange(schema: Schema): string | undefined {
  const say = (number: number) => formatNumber(number, schema['x-tsk-unit']);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `from ${say(minimum)} to ${say(maximum)}`;
  const limits = [
    ...(minimum === undefined ? [] : [`at least ${say(minimum)}`]),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${say(exclusiveMinimum)}`]),
    ...(maximum === undefined ? [] : [`at most ${say(maximum)}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${say(exclusiveMaximum)}`]),
  ];
  return limits.length === 0 ? undefined : limits.join(', ');
}
