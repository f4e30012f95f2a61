import type { Diagnostic } from '@tsk/parser';
import { algorithmDisabled } from './algorithm-disabled.ts';
import type { Check, CheckContext } from './check.ts';
import { cooldownShort } from './cooldown-short.ts';
import { deferredAddress } from './deferred-address.ts';
import { factorStuck } from './factor-stuck.ts';
import { forecastThreshold } from './forecast-threshold.ts';
import { healthTimeout } from './health-timeout.ts';
import { instances } from './instances.ts';
import { literalSecret } from './literal-secret.ts';
import { metricThresholds } from './metric-thresholds.ts';
import { minOverMax } from './min-over-max.ts';
import { policyBounds } from './policy-bounds.ts';
import { redisCluster } from './redis-cluster.ts';
import { staticScaling } from './static-scaling.ts';
import { tablesDisagree } from './tables-disagree.ts';
import { tlsCertificate } from './tls-certificate.ts';
import { unreachableScaleUp } from './unreachable-scale-up.ts';

/** Every check, in the order of their codes. */
export const checks: readonly Check[] = Object.freeze([
  minOverMax,
  tablesDisagree,
  factorStuck,
  cooldownShort,
  healthTimeout,
  unreachableScaleUp,
  forecastThreshold,
  redisCluster,
  policyBounds,
  algorithmDisabled,
  instances,
  tlsCertificate,
  literalSecret,
  deferredAddress,
  metricThresholds,
  staticScaling,
]);

/** Runs every check. */
export function checkPlan(context: CheckContext): readonly Diagnostic[] {
  return checks.flatMap(({ find }) => [...find(context)]);
}
