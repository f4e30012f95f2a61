export { erlangC } from '../autoscale/capacity/erlang-c.ts';
export { describeDecision } from '../autoscale/describe.ts';
export { effectiveScaling } from '../autoscale/effective-scaling.ts';
export type { BalancingOutcome, FailureModel, InstanceOutcome } from './balancing-run.ts';
export { type ColumnName, type Columns, columnNames } from './columns.ts';
export { condense } from './condense.ts';
export { describeDifference } from './describe-difference.ts';
export { describeResult, figure } from './describe-result.ts';
export { type InferredAssumptions, inferAssumptions } from './infer-assumptions.ts';
export { listBalancers, listEvictionPolicies, type NamedKind } from './list-kinds.ts';
export { type Load, rescaleTrace, type Scale, shapeLoad, traceDurationMs, traceLoad } from './load.ts';
export { findLoadShape, type LoadShape, loadShapes } from './load-shapes.ts';
export type { InstanceModel } from './modelled-instance.ts';
export type { Oracle } from './oracle.ts';
export { listPlaces, type SettingPlace } from './place.ts';
export {
  type PreviewDecision,
  type PreviewOutcome,
  type PreviewRequest,
  type PreviewResult,
  type PreviewRun,
  runPreview,
  type SummaryFigures,
} from './preview.ts';
export {
  type BalancingPreview,
  type BalancingPreviewOutcome,
  type BalancingRequest,
  previewBalancing,
} from './preview-balancing.ts';
export {
  type CacheOutcome,
  type CachePreview,
  type CachePreviewOutcome,
  type CacheRequest,
  type CacheRequests,
  previewCache,
} from './preview-cache.ts';
export type { PreviewLoad } from './preview-load.ts';
export { MOST_INSTANCES } from './requirement.ts';
export { showDuration, showNumber, showShare, showTime } from './show.ts';
export { type SimulatedDecision, type Simulation, simulate, stepLengthMs } from './simulate.ts';
export type { SimulatedPlan } from './simulated-plan.ts';
export type { Summary } from './summary.ts';
export { type SummaryField, summaryFields } from './summary-fields.ts';
export { type ParsedTrace, parseTrace, type Trace, type TraceProblem } from './trace.ts';
export { wrapText } from './wrap-text.ts';
