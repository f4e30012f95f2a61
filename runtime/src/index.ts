export type { InstanceStatus, ScalingStatus, Status } from './admin/status.ts';
export { ApplicationCache } from './cache/application/application-cache.ts';
export { openApplicationCache } from './cache/application/open-application-cache.ts';
export type {
  ApplicationCacheExtras,
  ApplicationCacheOptions,
  EntryOptions,
  Source,
} from './cache/application/options.ts';
export type { ApplicationCacheStats } from './cache/application/statistics.ts';
export type { SharedStoreStats } from './cache/stores/guarded-store.ts';
export type { StoreAddress } from './cache/stores/open-shared-tier.ts';
export type { Log, LogFields, LogLevel } from './monitor/log.ts';
export { type LogOptions, type OpenLog, openLog } from './monitor/log-factory.ts';
export { type ReadPlan, readPlanFile } from './run/plan-file.ts';
export { type RunningRuntime, type RunOptions, runPlan } from './run/run-plan.ts';
export { formatProblem, RuntimeStartError, type StartErrorCode } from './run/start-error.ts';
