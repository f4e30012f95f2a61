import type { ValidationError } from '../base/validator.ts';

/** A JSON value as it comes out of a file. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** An error of the library together with what it is about. */
export interface CustomError extends ValidationError {
  /** Where the keyword stands, as a reference that `subvalidator` knows, up to a number behind it. */
  readonly schemaPath: string;
  /** The value of the keyword, as far as it is plain. */
  readonly schema?: unknown;
  readonly parentSchema?: JsonObject;
  readonly data?: unknown;
}

/** Checks a value against one of the user's schemas; the errors of a valid one are none. */
export type CustomValidator = (data: unknown) => readonly CustomError[];

/** A JSON Schema of the user's, with the files that it refers to, compiled. */
export interface CustomSchema {
  /** The file it comes from. */
  readonly path: string;
  /** The schema itself; references lead to `resolve`. */
  readonly root: JsonValue;
  readonly resolve: (reference: string) => JsonValue | undefined;
  readonly validate: CustomValidator;
  /** The validator of the part of the schema at a `schemaPath`. */
  readonly subvalidator: (schemaPath: string) => CustomValidator | undefined;
}

/** What has become of a file that should be a schema. */
export type LoadedSchema =
  | { readonly kind: 'loaded'; readonly schema: CustomSchema }
  /** It cannot be used; `problem` is the rest of a sentence that begins with the file's name. */
  | { readonly kind: 'broken'; readonly path: string; readonly problem: string }
  /** It refers to files that were not handed in: load them, and try again. */
  | { readonly kind: 'incomplete'; readonly path: string; readonly wanted: readonly string[] };

/** True for an object of JSON, rather than a list or a scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
