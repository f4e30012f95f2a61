/** A value that only the runtime knows: read from its environment when it starts. */
export interface DeferredSetting {
  readonly $env: string;
  /** Used where the variable is not set; absent: the variable is required. Already of `type`, in the plan's unit. */
  readonly default?: string | number | boolean | null;
  /** What the variable's text is turned into. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  /** A number in the variable is multiplied by this to get the plan's unit, as 1000 for seconds to milliseconds. */
  readonly scale?: number;
  /** The kind of unit that the variable's text may carry, as in `30s`. */
  readonly quantity?: 'duration' | 'size' | 'ratio';
}
