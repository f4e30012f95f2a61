import type { Plan, StaticInstance } from '@tsk/schemas/plan';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { InstanceProvider } from './instance.ts';

/** What a provider may need. */
export interface ProviderOptions {
  readonly plan: Pick<Plan, 'service' | 'instances' | 'scaling'>;
  /** What to run where the plan names no command. */
  readonly fallback: { readonly command: string; readonly args: readonly string[] };
  /** Gives a TCP port that nobody listens on. */
  readonly findPort: () => Promise<number>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What another list of instances means for those that are in use. */
interface Relisting {
  /** Ids of instances that are listed no more. */
  readonly gone: readonly string[];
  readonly reweighted: readonly { readonly id: string; readonly weight: number }[];
  /** How many are listed now. */
  readonly count: number;
}

/** A provider with its two ends. */
export interface ManagedProvider extends InstanceProvider {
  /** Takes another list of instances; absent where instances are not listed. */
  relist?(instances: readonly StaticInstance[]): Relisting;
  /** Kills at once what it started, without waiting: for the moment when the runtime itself is ending. */
  killAll(): void;
  /** Lets go of what it holds beside the instances, once they have gone. */
  close(): void;
}

/** A provider of the registry. */
export interface InstanceProviderKind {
  readonly name: Plan['service']['provider'];
  /** One sentence for documentation and status pages. */
  readonly summary: string;
  create(options: ProviderOptions): ManagedProvider;
}
