export type { InstanceStatus, ScalingStatus, Status } from './admin/status.ts';
export type { Log, LogFields, LogLevel } from './monitor/log.ts';
export { type LogOptions, type OpenLog, openLog } from './monitor/log-factory.ts';
export { type ReadPlan, readPlanFile } from './run/plan-file.ts';
export { type RunningRuntime, type RunOptions, runPlan } from './run/run-plan.ts';
export { formatProblem, RuntimeStartError, type StartErrorCode } from './run/start-error.ts';
