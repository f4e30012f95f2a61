import type { CliCommand } from './command.ts';

/** A command by its names, and how to load it: each loads only what it needs, so that `check` does not wait for charts. */
export interface CommandEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Whether it speaks of the other commands, so that these have to be loaded as well. */
  readonly needsAll?: true;
  readonly load: () => Promise<CliCommand>;
}

/** Every command, in the order of the help; the first runs where none is named. */
export const commands: readonly CommandEntry[] = Object.freeze([
  { name: 'build', aliases: [], load: async () => (await import('./build.ts')).build },
  { name: 'check', aliases: ['lint'], load: async () => (await import('./check.ts')).check },
  { name: 'explain', aliases: [], load: async () => (await import('./explain.ts')).explain },
  { name: 'plan', aliases: [], load: async () => (await import('./plan.ts')).plan },
  { name: 'preview', aliases: [], load: async () => (await import('./preview.ts')).preview },
  { name: 'get', aliases: ['query'], load: async () => (await import('./get.ts')).get },
  { name: 'eval', aliases: [], load: async () => (await import('./eval.ts')).evalCommand },
  { name: 'fmt', aliases: ['format'], load: async () => (await import('./fmt.ts')).fmt },
  { name: 'init', aliases: [], load: async () => (await import('./init.ts')).init },
  { name: 'schema', aliases: [], load: async () => (await import('./schema.ts')).schema },
  {
    name: 'completions',
    aliases: [],
    needsAll: true,
    load: async () => (await import('./completions.ts')).completions,
  },
]);
