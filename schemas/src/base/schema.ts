import type { QuantityKind } from './quantity.ts';

/** The JSON types that a setting can have. */
export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** Any JSON value, as defaults, examples and choices are given. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The part of JSON Schema 2020-12 that the schemas of settings and of the plan are written in, and our own keywords.
 * Limits, defaults and choices of a quantity are numbers in its unit (`x-tsk-unit`).
 */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly enum?: readonly string[];
  readonly const?: string | number;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;

  /** Other names of this key, or of this table at the root, that mean the same; other capitals, `-` and `_` need no mention. */
  readonly 'x-tsk-aliases'?: readonly string[];
  /** The bare shares, from and to, that may be meant as a share or as a percentage, so that the user is asked. */
  readonly 'x-tsk-ambiguous'?: readonly [from: number, to: number];
  /** Values that still work and should not be used: the value, and why. */
  readonly 'x-tsk-deprecated'?: Readonly<Record<string, string>>;
  /** What `pattern` asks for, in words: "a path that begins with `/`". */
  readonly 'x-tsk-form'?: string;
  /** The member that a text becomes where a table is expected: `caching = "redis"` is `caching { provider = "redis" }`. */
  readonly 'x-tsk-head'?: string;
  /** What the user's own names in this table stand for: "instance", "variable". */
  readonly 'x-tsk-item'?: string;
  /** Keys that this table has elsewhere: the key, and the dotted paths below this table that it sets. */
  readonly 'x-tsk-moved'?: Readonly<Record<string, readonly string[]>>;
  /**
   * A table whose name other programs use, too. It is ours where at least half of its keys are; then an unknown key is a
   * mistake only where it resembles a known one.
   */
  readonly 'x-tsk-open'?: boolean;
  /** A number that may be written with a unit of this kind. */
  readonly 'x-tsk-quantity'?: QuantityKind;
  /** False for what is checked and documented, and has no effect in the bundled runtime. */
  readonly 'x-tsk-runtime'?: boolean;
  /** A value that is never written into a compiled file: where it comes from `@env`, it is read when the runtime starts. */
  readonly 'x-tsk-secret'?: boolean;
  /** The member that `true` or `false` becomes where a table is expected: `ssl = true` is `ssl { enabled = true }`. */
  readonly 'x-tsk-switch'?: string;
  /** A text for which a number or boolean is taken as it is written. */
  readonly 'x-tsk-text'?: boolean;
  /** The unit of a number that is written without one. */
  readonly 'x-tsk-unit'?: string;
  /** Other spellings of choices: the spelling, and the choice that it stands for. Capitals need no mention. */
  readonly 'x-tsk-value-aliases'?: Readonly<Record<string, string>>;
  /** What each choice means. Without `enum` beside it the list is open. */
  readonly 'x-tsk-values'?: Readonly<Record<string, string>>;
}

/** The types that a schema admits, as a list. */
export function typesOf(schema: Schema): readonly SchemaType[] {
  if (schema.type === undefined) return noTypes;
  return typeof schema.type === 'string' ? lists[schema.type] : schema.type;
}

const noTypes: readonly SchemaType[] = [];

const lists: Readonly<Record<SchemaType, readonly SchemaType[]>> = {
  object: ['object'],
  array: ['array'],
  string: ['string'],
  number: ['number'],
  integer: ['integer'],
  boolean: ['boolean'],
  null: ['null'],
};

/** The schema of the member `key` of a table, or undefined where the table has no such member. */
export function memberSchema(schema: Schema, key: string): Schema | undefined {
  const known = schema.properties;
  if (known !== undefined && Object.hasOwn(known, key)) return known[key];
  for (const [pattern, matching] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, 'u').test(key)) return matching;
  }
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}
