import type { Json } from '@tsk/parser';
import type { Call, OperatorType, Outcome, PureOperator, RefusedMethod, RunnableFunction } from './operator.ts';
import type { Parameter } from './parameters.ts';

/** The arguments that a list of parameters reads. */
type ArgumentsOf<P extends readonly Parameter<unknown>[]> = {
  [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

interface FunctionParts<P extends readonly Parameter<unknown>[]> {
  readonly name: string;
  readonly summary: string;
  readonly parameters: P;
  readonly result: OperatorType;
  /** Calls, each with the JSON of the value that it gives. */
  readonly examples: Readonly<Record<string, Json>>;
  readonly run: (args: ArgumentsOf<P>, call: Call) => Outcome;
}

/** Makes a function; its `run` gets arguments of the types that its parameters read. */
export function defineFunction<const P extends readonly Parameter<unknown>[]>(
  parts: FunctionParts<P>,
): RunnableFunction {
  const { run, examples, ...description } = parts;
  return {
    ...description,
    examples: Object.entries(examples).map(([source, gives]) => ({ source, gives })),
    // The caller has read each argument with the parameter of the same place.
    run: (call, args) => run(args as ArgumentsOf<P>, call),
  };
}

interface OperatorParts {
  readonly name: string;
  readonly summary: string;
  readonly documentation?: string;
  readonly functions: readonly RunnableFunction[];
  /** Methods that are known and not run, each with the reason. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Makes an operator of functions that the compiler runs. */
export function defineOperator({ documentation = '', refused = {}, ...parts }: OperatorParts): PureOperator {
  const methods: RefusedMethod[] = Object.entries(refused).map(([name, reason]) => ({ name, reason }));
  return { ...parts, documentation, availability: 'pure', refused: methods };
}
