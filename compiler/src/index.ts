export { type Analysis, type AnalyzeOptions, analyze, type Snapshot } from './analyze.ts';
export { compilerDiagnostics } from './catalogue.ts';
export type { Check, CheckContext } from './checks/check.ts';
export { checks } from './checks/index.ts';
export { type Compilation, type CompileOptions, compile } from './compile.ts';
export { findOperator, operators } from './evaluate/operators/index.ts';
export type {
  DeferredOperator,
  Operator,
  OperatorExample,
  OperatorFunction,
  OperatorParameter,
  OperatorType,
  PureOperator,
  RefusedMethod,
  RefusedOperator,
} from './evaluate/operators/operator.ts';
export type { TraceStep } from './evaluate/trace.ts';
export type { Explanation, ExplanationStep } from './explain.ts';
export { groupFiles } from './group-files.ts';
export type { MissingFile } from './includes.ts';
export type { PlanFile } from './lower/lower.ts';
export { findTarget, targets } from './targets/index.ts';
export type { Artifact, Target } from './targets/target.ts';
