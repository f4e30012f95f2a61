/** One pod, as the autoscaler sees it. Times are ages in seconds, so that no clock is needed. */
export interface Pod {
  readonly name: string;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** Whether it is on its way out. */
  readonly deleted: boolean;
  /** State of its Ready condition; null where it has none. */
  readonly ready: boolean | null;
  /** Since it started; null where it has not. */
  readonly startAge: number | null;
  /** Since its Ready condition last changed. */
  readonly transitionAge: number;
  /** What its containers ask for of the resource, by container; null where one asks for none. */
  readonly requests: Readonly<Record<string, number | null>>;
}

/** A measurement of one pod, in whole units: milli-cores, bytes, thousandths. */
interface PodSample {
  readonly value: number;
  /** Since it was taken, in seconds. */
  readonly age: number;
  /** Time that it is over, in seconds. */
  readonly window: number;
}

/** Measurements by name of the pod. */
export type PodSamples = ReadonlyMap<string, PodSample>;

/** How long a young pod's CPU is looked at with care, in seconds. */
export interface ReadinessDelays {
  /** A pod younger than this counts only with a sample that was taken wholly after it became ready. */
  readonly cpuInitializationPeriod: number;
  /** An older pod that is not ready, and has not been since this time after its start, never was. */
  readonly initialReadinessDelay: number;
}

/** What `kube-controller-manager` starts with. */
export const defaultReadinessDelays: ReadinessDelays = { cpuInitializationPeriod: 300, initialReadinessDelay: 30 };

/** Pods by how they count. Those of no list are ready and measured. */
export interface PodGroups {
  readonly readyCount: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
}

/**
 * Sorts pods by how they count for a resource (`groupPods` of the replica calculator): pods that are going count
 * nowhere; those that are not scheduled, or whose CPU use is still that of starting, are unready; those without
 * a measurement are missing.
 */
export function groupPods(
  pods: readonly Pod[],
  samples: PodSamples,
  resource: string,
  delays: ReadinessDelays,
): PodGroups {
  const unready: string[] = [];
  const missing: string[] = [];
  const ignored: string[] = [];
  let readyCount = 0;
  for (const pod of pods) {
    const sample = samples.get(pod.name);
    if (pod.deleted || pod.phase === 'Failed') ignored.push(pod.name);
    else if (pod.phase === 'Pending') unready.push(pod.name);
    else if (sample === undefined) missing.push(pod.name);
    else if (resource === 'cpu' && isStarting(pod, sample, delays)) unready.push(pod.name);
    else readyCount++;
  }
  return { readyCount, unready, missing, ignored };
}

/** Whether the CPU use of a pod says nothing yet about its load. */
function isStarting({ ready, startAge, transitionAge }: Pod, sample: PodSample, delays: ReadinessDelays): boolean {
  if (ready === null || startAge === null) return true;
  if (startAge < delays.cpuInitializationPeriod) return !ready || sample.age > transitionAge - sample.window;
  return !ready && transitionAge > startAge - delays.initialReadinessDelay;
}
