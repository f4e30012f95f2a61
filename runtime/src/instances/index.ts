import type { InstanceProviderKind } from './kind.ts';
import { processes } from './process.ts';
import { listed } from './static.ts';

/** The providers that a plan can choose; `process` is the default. */
const instanceProviders: readonly InstanceProviderKind[] = Object.freeze([processes, listed]);

/** The provider of that name; every name that a plan allows has one. */
export function getInstanceProvider(name: InstanceProviderKind['name']): InstanceProviderKind {
  const kind = instanceProviders.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`no instance provider is registered as ${name}`);
  return kind;
}
