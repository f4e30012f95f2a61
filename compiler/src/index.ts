export { type Analysis, type AnalyzeOptions, analyze, type Snapshot } from './analyze.ts';
export { compilerDiagnostics } from './catalogue.ts';
export type { CertificateFacts } from './checks/common/certificate-facts.ts';
export type { Check, CheckContext } from './checks/common/check.ts';
export { checks } from './checks/index.ts';
export { describeReach } from './checks/reach/describe-reach.ts';
export { type Flapping, type FlappingRange, findFlapping } from './checks/reach/find-flapping.ts';
export { type DownPoint, type DownReach, type Floors, reachDown } from './checks/reach/reach-down.ts';
export { reachMaximum, type StepLoad, type StepResponse } from './checks/reach/reach-maximum.ts';
export type { ReachedValue, ReachMetric } from './checks/reach/reach-metric.ts';
export { reachUp, type UpReach } from './checks/reach/reach-up.ts';
export { type Compilation, type CompileOptions, compile } from './compile.ts';
export type { WantedSchema } from './custom-schema/find-schemas.ts';
export { makeSchemaLibrary, type ReadSchemaText, type SchemaLibrary } from './custom-schema/load-wanted.ts';
export { type EvaluatedDocument, evaluateDocument } from './evaluate/evaluate.ts';
export type { Import, ImportedVariable, Imports } from './evaluate/imports.ts';
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
export {
  collectNames,
  type Lookup,
  listNames,
  lookUpName,
  lookUpVariable,
  type Names,
  type Scope,
  scopeAt,
} from './evaluate/scope.ts';
export type { TraceStep } from './evaluate/trace.ts';
export type { Explanation, ExplanationStep } from './explain.ts';
export { groupFiles } from './group-files.ts';
export { type AssembledFiles, assembleFiles, type MissingFile } from './includes.ts';
export type { PlanFile } from './lower/lower.ts';
export { overlay } from './merge.ts';
export { resolvePath } from './paths.ts';
export { findChanges } from './plan-changes/find-changes.ts';
export { type Effect, effects, type Judgement, type PlanChange } from './plan-changes/model/change.ts';
export { formatOptionsFor, isIgnored, schemaFor } from './settings/apply-rules.ts';
export { settingsDiagnostics } from './settings/catalogue.ts';
export { type DecodedSettings, decodeProjectSettings } from './settings/decode-settings.ts';
export { findRule, findRules, type Rule, ruleKinds, rules } from './settings/known-rules.ts';
export type { FileSettings, ProjectSettings, RuleLevel, SettingsLookup } from './settings/project-settings.ts';
export { findTarget, targets } from './targets/index.ts';
export type { Artifact, Target } from './targets/target.ts';
export { loadDiagnosticPages } from './topics/diagnostic-topics.ts';
export { explainTopic, listTopics, type TopicAnswer } from './topics/explain-topic.ts';
export type { DiagnosticPages, Topic } from './topics/topic.ts';
