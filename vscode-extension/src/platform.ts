import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** A command of the project, bundled with the extension. */
export type ToolName = 'tsk-compile' | 'tsk-run';

/** A program to start, with what it has to be started with. */
export interface ToolProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How a program ended, and what it wrote. */
export interface ToolOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs until it ends or is stopped. */
export interface RunningTool {
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  /** Asks it to stop; a second time at once. */
  stop(): void;
}

/** What the extension can do where it can start programs. */
export interface Tools {
  /** How a tool is started, for a task. */
  describe(tool: ToolName, args: readonly string[]): ToolProcess;
  /** Starts a tool in a folder and passes on what it writes. */
  start(tool: ToolName, args: readonly string[], folder: string, write: (text: string) => void): RunningTool;
  /**
   * Compiles texts away from the workspace: `files` by path, of which `roots` are the configuration and the others may be included. Gives
   * the text of the plan, or nothing where they have errors.
   */
  compileTexts(files: ReadonlyMap<string, string>, roots: readonly string[]): Promise<string | undefined>;
}

/** What differs between the two places where the extension runs: a Node process, and a worker of a browser. */
export interface Platform {
  createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
  /** Undefined in a browser, where no program can be started. */
  readonly tools: Tools | undefined;
}
