import type * as vscode from 'vscode';
import type { Session } from '../client/session.ts';
import type { PlanModel } from '../plan/plan-model.ts';
import type { Tools } from '../platform.ts';
import type { Runs } from '../tasks/runs.ts';

/** What commands work with. */
export interface CommandContext {
  readonly extension: vscode.ExtensionContext;
  readonly session: Session;
  readonly log: vscode.LogOutputChannel;
  readonly plan: PlanModel;
  /** Undefined where no program can be started. */
  readonly tools: Tools | undefined;
  readonly runs: Runs;
}

/** A command of the extension: `id` is as in the manifest, `run` gets what the caller gives. */
export interface Command {
  readonly id: `tsk.${string}`;
  readonly run: (context: CommandContext, ...given: readonly unknown[]) => Promise<unknown> | unknown;
}
