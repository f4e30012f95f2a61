/** What happened in each step of a simulation: one number for each step, in columns. */
export interface Columns {
  /** Requests per second that came. */
  readonly load: Float64Array;
  /** Instances that are wanted: those that start and those that serve. */
  readonly desired: Float64Array;
  readonly starting: Float64Array;
  readonly ready: Float64Array;
  readonly draining: Float64Array;
  /** Share of the ready instances' capacity that was used, 0 to 1. */
  readonly utilisation: Float64Array;
  /** Response times in milliseconds. */
  readonly meanMs: Float64Array;
  readonly p50Ms: Float64Array;
  readonly p95Ms: Float64Array;
  readonly p99Ms: Float64Array;
  /** Share of the requests that waited longer than the objective allows, 0 to 1. */
  readonly late: Float64Array;
  /** Requests in the step. */
  readonly arrived: Float64Array;
  readonly served: Float64Array;
  readonly dropped: Float64Array;
  /** Requests that wait at the end of the step because there was too little capacity. */
  readonly backlog: Float64Array;
  /** What the instances of the step cost. */
  readonly cost: Float64Array;
}

/** The name of a column. */
export type ColumnName = keyof Columns;

/** Every column, in the order in which they are written to files. */
export const columnNames: readonly ColumnName[] = Object.freeze([
  'load',
  'desired',
  'starting',
  'ready',
  'draining',
  'utilisation',
  'meanMs',
  'p50Ms',
  'p95Ms',
  'p99Ms',
  'late',
  'arrived',
  'served',
  'dropped',
  'backlog',
  'cost',
]);

/** Columns of so many steps, all 0. */
export function emptyColumns(steps: number): Columns {
  const column = (): Float64Array => new Float64Array(steps);
  return {
    load: column(),
    desired: column(),
    starting: column(),
    ready: column(),
    draining: column(),
    utilisation: column(),
    meanMs: column(),
    p50Ms: column(),
    p95Ms: column(),
    p99Ms: column(),
    late: column(),
    arrived: column(),
    served: column(),
    dropped: column(),
    backlog: column(),
    cost: column(),
  };
}
