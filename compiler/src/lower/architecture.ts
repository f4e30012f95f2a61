import type { DatabasePlan, MonitoringPlan, Plan, VerticalPlan } from '@tsk/schemas/plan';
import type { Draft } from './draft.ts';
import type { Settings } from './settings.ts';

/** The parts of the plan that `[scalability_architecture]` alone speaks of. */
export interface ArchitectureDraft {
  readonly strategy: Draft<Plan['strategy']>;
  readonly platform: Draft<string>;
  readonly vertical: Draft<VerticalPlan>;
  readonly database: Draft<DatabasePlan>;
  readonly monitoring: Draft<MonitoringPlan>;
}

/** Lowers what `[scalability_architecture]` says besides scaling, balancing and caching. */
export function lowerArchitecture(settings: Settings): ArchitectureDraft {
  const table = 'scalability_architecture';
  return {
    strategy: settings.choice(
      [`${table}.strategy`],
      ['horizontal_auto_scaling', 'vertical_scaling', 'hybrid_scaling'],
      'horizontal_auto_scaling',
    ),
    platform: settings.string([`${table}.platform`], 'local'),
    vertical: {
      enabled: settings.switchOf([`${table}.scaling.vertical`], false),
      resourceMonitoring: settings.boolean([`${table}.scaling.vertical.resource_monitoring`], true),
      autoAdjustment: settings.boolean([`${table}.scaling.vertical.auto_adjustment`], false),
    },
    database: {
      enabled: settings.switchOf([`${table}.scaling.database`], false),
      readReplicas: settings.number([`${table}.scaling.database.read_replicas`], 0),
      writeMasters: settings.number([`${table}.scaling.database.write_master`], 1),
      connectionPooling: settings.boolean([`${table}.scaling.database.connection_pooling`], true),
    },
    monitoring: {
      metricsCollection: settings.boolean([`${table}.monitoring.metrics_collection`], true),
      performanceMonitoring: settings.boolean([`${table}.monitoring.performance_monitoring`], true),
      resourceTracking: settings.boolean([`${table}.monitoring.resource_tracking`], true),
      alerting: settings.boolean([`${table}.monitoring.alerting`], true),
    },
  };
}
