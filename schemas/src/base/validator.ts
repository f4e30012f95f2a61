/** What a validator found wrong at one place; of ajv's error objects, the part that the messages are made from. */
export interface ValidationError {
  /** JSON pointer to the value that is wrong, or that holds what is wrong. */
  readonly instancePath: string;
  /** The keyword of the schema that is not kept: `type`, `minimum`, `required` … */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where the name of a key was validated and not its value: that name. */
  readonly propertyName?: string;
}

/**
 * A validator compiled ahead of time. It says whether `data` is valid and, until its next call, what is not.
 * @public The generated modules use it.
 */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly ValidationError[] | null;
}
