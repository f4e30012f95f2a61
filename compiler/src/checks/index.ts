import type { Diagnostic, Place } from '@tsk/parser';
import { algorithmChoice } from './balancing/algorithm-choice.ts';
import { algorithmDisabled } from './balancing/algorithm-disabled.ts';
import { cookiePrefix } from './balancing/cookie-prefix.ts';
import { failover } from './balancing/failover.ts';
import { healthTimeout } from './balancing/health-timeout.ts';
import { instanceAddresses } from './balancing/instance-addresses.ts';
import { instances } from './balancing/instances.ts';
import { cacheStores } from './cache/cache-stores.ts';
import { redisCluster } from './cache/redis-cluster.ts';
import { responseCache } from './cache/response-cache.ts';
import type { Check, CheckContext } from './common/check.ts';
import { pinToKey } from './common/pin-to-key.ts';
import { emptyTables } from './files/empty-tables.ts';
import { idleIncludes } from './files/idle-includes.ts';
import { unusedVariables } from './files/unused-variables.ts';
import { crossedLimits } from './limits/crossed-limits.ts';
import { rateLimits } from './limits/rate-limits.ts';
import { resilience } from './limits/resilience.ts';
import { cooldownShort } from './scaling/cooldown-short.ts';
import { factorStuck } from './scaling/factor-stuck.ts';
import { fixedScaling } from './scaling/fixed-scaling.ts';
import { flapping } from './scaling/flapping.ts';
import { forecastSetup } from './scaling/forecast-setup.ts';
import { forecastThreshold } from './scaling/forecast-threshold.ts';
import { forecastWindow } from './scaling/forecast-window.ts';
import { fullThreshold } from './scaling/full-threshold.ts';
import { idleMetrics } from './scaling/idle-metrics.ts';
import { metricThresholds } from './scaling/metric-thresholds.ts';
import { minOverMax } from './scaling/min-over-max.ts';
import { pace } from './scaling/pace.ts';
import { policyBounds } from './scaling/policy-bounds.ts';
import { rateCapacity } from './scaling/rate-capacity.ts';
import { ruleSettings } from './scaling/rule-settings.ts';
import { staticScaling } from './scaling/static-scaling.ts';
import { strategySwitches } from './scaling/strategy-switches.ts';
import { tablesDisagree } from './scaling/tables-disagree.ts';
import { twoAutoscalers } from './scaling/two-autoscalers.ts';
import { unreachableScaleDown } from './scaling/unreachable-scale-down.ts';
import { unreachableScaleUp } from './scaling/unreachable-scale-up.ts';
import { addresses } from './server/addresses.ts';
import { deferredAddress } from './server/deferred-address.ts';
import { literalSecret } from './server/literal-secret.ts';
import { serviceProgram } from './server/service-program.ts';
import { timeOuts } from './server/time-outs.ts';
import { certificateFiles } from './tls/certificate-files.ts';
import { tlsCertificate } from './tls/tls-certificate.ts';

/** Every check, by subject: scaling, forecasts, balancing, caches, server and service, TLS, limits, files. */
export const checks: readonly Check[] = Object.freeze([
  minOverMax,
  tablesDisagree,
  twoAutoscalers,
  strategySwitches,
  policyBounds,
  staticScaling,
  fixedScaling,
  unreachableScaleUp,
  unreachableScaleDown,
  flapping,
  metricThresholds,
  fullThreshold,
  idleMetrics,
  ruleSettings,
  rateCapacity,
  factorStuck,
  cooldownShort,
  pace,
  forecastThreshold,
  forecastSetup,
  forecastWindow,
  algorithmDisabled,
  algorithmChoice,
  healthTimeout,
  failover,
  cookiePrefix,
  instances,
  instanceAddresses,
  redisCluster,
  cacheStores,
  responseCache,
  addresses,
  deferredAddress,
  timeOuts,
  serviceProgram,
  literalSecret,
  tlsCertificate,
  certificateFiles,
  crossedLimits,
  rateLimits,
  resilience,
  unusedVariables,
  idleIncludes,
  emptyTables,
]);

/** Runs every check. */
export function checkPlan(context: CheckContext): readonly Diagnostic[] {
  return pinToKey(withoutEchoes(checks.flatMap(({ find }) => [...find(context)])), context.documents);
}

const summaries = codesOf(tablesDisagree);
/** Findings about a rule as a whole: the value that they are shown at need not be wrong. */
const broad = codesOf(unreachableScaleUp, unreachableScaleDown);

/** Leaves out that a summary differs from a value which is itself found wrong: mending that value is the one thing to do. */
function withoutEchoes(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const doubted = found
    .filter(
      ({ code, severity }) => !summaries.has(code) && !broad.has(code) && severity !== 'info' && severity !== 'hint',
    )
    .flatMap((finding): readonly Place[] => [finding, ...(finding.related ?? [])]);
  const isDoubted = ({ file, span }: Place): boolean =>
    doubted.some((place) => place.file === file && place.span.start === span.start);
  return found.filter(({ code, related }) => !summaries.has(code) || related?.some(isDoubted) !== true);
}

function codesOf(...of: readonly Check[]): ReadonlySet<string> {
  return new Set(of.flatMap(({ kinds }) => kinds.map(({ code }) => code)));
}
