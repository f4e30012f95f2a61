import { unreachable } from '../../unreachable.ts';
import type { InstanceSize, SizeRecommendation, Sizing } from './instance-size.ts';

/** What is said of the size of instances, as a sentence without a full stop: "1 core and 512 MB are kept: 0.35 cores (0.1 to 1.4) are recommended". */
export function describeSizing({ size, recommendation, next, cause }: Sizing): string {
  const advice = recommendation === null ? '' : describeRecommendation(recommendation);
  switch (cause) {
    case 'unmeasured':
      return 'no size is recommended before use has been measured';
    case 'within_band':
      return `the size of ${describeSize(size)} fits: ${advice}`;
    case 'recommended_only':
      return `the size of ${describeSize(size)} does not fit, and is not changed: ${advice}`;
    case 'bounded':
      return `the size stays at ${describeSize(size)}, as far as bounds, present use and the rule allow: ${advice}`;
    case 'outside_band':
      return `the size goes from ${describeSize(size)} to ${describeSize(next ?? size)}: ${advice}`;
    case 'grown_for_load':
      return `the size goes from ${describeSize(size)} to ${describeSize(next ?? size)} before instances are added`;
    default:
      return unreachable(cause);
  }
}

/** A size as people write it: `1.5 cores and 512 MB`. */
function describeSize({ cpuCores, memoryBytes }: InstanceSize): string {
  const cores = describeCores(cpuCores);
  return memoryBytes === null ? cores : `${cores} and ${describeBytes(memoryBytes)}`;
}

/** A recommendation with its band: `0.35 cores (0.1 to 1.4) and 240 MB (180 MB to 1.2 GB) are recommended`. */
function describeRecommendation({ cpuCores: cpu, memoryBytes: memory }: SizeRecommendation): string {
  const band = (lower: string, upper: string | null): string =>
    upper === null ? `(${lower} or more)` : `(${lower} to ${upper})`;
  const most = (upper: number, show: (value: number) => string): string | null =>
    upper < Number.MAX_SAFE_INTEGER ? show(upper) : null;
  const cores = `${describeCores(cpu.target)} ${band(round(cpu.lower), most(cpu.upper, round))}`;
  if (memory === null) return `${cores} are recommended`;
  const bytes = `${describeBytes(memory.target)} ${band(describeBytes(memory.lower), most(memory.upper, describeBytes))}`;
  return `${cores} and ${bytes} are recommended`;
}

function describeCores(cores: number): string {
  return `${round(cores)} ${cores === 1 ? 'core' : 'cores'}`;
}

function describeBytes(bytes: number): string {
  return bytes >= 1e9 ? `${round(bytes / 1e9)} GB` : `${round(bytes / 1e6)} MB`;
}

function round(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
