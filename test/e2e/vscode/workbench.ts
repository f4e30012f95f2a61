import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { whyNoHost } from './host.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The package of the extension that is tested. */
export const vsix: string = process.env['TSK_VSIX'] ?? join(root, 'vscode-extension', 'dist', 'tsk.vsix');

/** Why the extension cannot be tested in a VS Code here; undefined where it can. */
export function whyNoExtension(): string | undefined {
  return whyNoHost() ?? (existsSync(vsix) ? undefined : 'the extension is not packed');
}

/** A copy of the founding documents in a Git repository of its own, with further files. */
export interface TestFolder {
  readonly path: string;
  remove(): void;
}

/** Makes the folder that a VS Code is opened on; everything in it is committed. */
export function makeFolder(files: Readonly<Record<string, string>>): TestFolder {
  const parent = mkdtempSync(join(tmpdir(), 'tsk-vscode-ws-'));
  const path = join(parent, 'founding');
  cpSync(join(root, 'examples', 'founding'), path, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: path });
  };
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'start');
  return { path, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** What a user does in the workbench of VS Code. */
export class Workbench {
  readonly page: Page;
  readonly #shots: string;

  constructor(page: Page, host: string) {
    this.page = page;
    this.#shots = join(root, 'test', 'artifacts', 'vscode', host);
    mkdirSync(this.#shots, { recursive: true });
  }

  /** Opens a file of the folder by its name, and waits for its text. */
  async open(name: string): Promise<void> {
    await this.#pick('Control+p', name);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const file = name.slice(name.lastIndexOf('/') + 1);
    await this.page.getByRole('tab', { name: file, selected: true }).waitFor();
    await this.page.locator('.monaco-editor.focused .view-line').first().waitFor();
  }

  /** Runs a command by its title. */
  async run(title: string): Promise<void> {
    await this.#pick('F1', title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Runs a command that asks for a text, and answers. */
  async ask(title: string, answer: string): Promise<void> {
    await this.#pick('F1', title);
    const input = this.page.locator('.quick-input-widget input[placeholder]:not([placeholder*="command"])').first();
    await input.waitFor();
    await input.fill(answer);
    await input.press('Enter');
  }

  /** Puts the cursor of the editor at a place, counted from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#pick('Control+g', `${line}:${column}`, false);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** The text of the editor as far as it is in sight. */
  async text(): Promise<string> {
    const lines = this.page.locator('.monaco-editor.focused .view-lines').first();
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Takes from the list that `key` opens the entry that fits what is typed. */
  async #pick(key: string, entry: string, waits = true): Promise<void> {
    const { page } = this;
    const widget = page.locator('.quick-input-widget');
    await page.keyboard.press(key);
    await widget.locator('input').first().waitFor();
    await page.keyboard.type(entry);
    if (waits) {
      const name = entry.slice(entry.lastIndexOf('/') + 1);
      await widget.locator('.monaco-list-row.focused', { hasText: name }).first().waitFor();
    }
    await page.keyboard.press('Enter');
  }

  /** What is shown in the corner, by its text. */
  notification(text: RegExp | string): Locator {
    return this.page.locator('.notification-list-item', { hasText: text }).first();
  }

  /** Keeps a picture of the window. */
  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#shots, `${name}.png`) });
  }
}
