/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type VscodeHost, whyNoHost } from './host.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const vsix = process.env['TSK_VSIX'] ?? join(root, 'vscode-extension', 'dist', 'tsk.vsix');
const artifacts = join(root, 'test', 'artifacts', 'preview');
const reason = whyNoHost() ?? (existsSync(vsix) ? undefined : 'the extension is not packed');

describe.skipIf(reason !== undefined)('previews in VS Code', () => {
  let host: VscodeHost;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'tsk-preview-'));
    cpSync(join(root, 'examples', 'founding'), folder, { recursive: true });
    commit(folder);
    const viewport = { width: 1500, height: 950 };
    const settings = { 'files.simpleDialog.enable': true, 'editor.minimap.enabled': false };
    host = await startHost('newest', { vsix, folder, viewport, settings });
    page = host.page;
    page.setDefaultTimeout(10_000);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'auto-scaling.tsk' }).dblclick();
    await page.locator('.monaco-editor .view-lines').waitFor();
  }, 120_000);
  afterAll(async () => {
    await host?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const preview = (): FrameLocator => page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  const verdict = (): Promise<string> => preview().locator('.verdict').innerText();
  const shows = (text: RegExp, within = '.verdict'): Promise<void> =>
    preview().locator(within).filter({ hasText: text }).first().waitFor({ timeout: 8_000 });
  const shoot = (name: string): Promise<unknown> => page.screenshot({ path: join(artifacts, `vscode-${name}.png`) });

  it('open by the button of the editor, beside the text', async () => {
    await page.locator('.editor-actions .action-label[aria-label*="Preview"]').first().click();
    await shows(/runs 2 to \d+ instances by the rule weighted_excess/);
    await shoot('open');
  });

  it('follow an edit', async () => {
    const times: number[] = [];
    for (const [before, after] of [
      [20, 15],
      [15, 11],
      [11, 14],
      [14, 9],
    ]) {
      const drawn = nextChange(preview().locator('.verdict'));
      await editLine(`max_instances = ${before},`, `max_instances = ${after},`);
      const edited = Date.now();
      times.push((await drawn) - edited);
    }
    console.log(`from an edit to the picture of 24 h: ${times.join(', ')} ms`);
    await shows(/runs 2 to 9 instances/);
  });

  it('point out what the cursor is at', async () => {
    await goTo(page, lineOf(folder, 'threshold_low = 100'));
    await preview().locator('.outline').first().waitFor();
    expect(await preview().locator('.outline').count()).toBe(1);
    await shoot('cursor');
    await goTo(page, lineOf(folder, '[auto_scaling.metrics]'));
    await preview().locator('.outline').nth(3).waitFor();
  });

  it('show in the text what is clicked', async () => {
    await preview().getByRole('button', { name: 'auto_scaling.predictive.confidence_threshold' }).first().click();
    await cursorIsAt(page, lineOf(folder, 'confidence_threshold'));
  });

  it('keep the last good picture where the document is broken, with the way to the error', async () => {
    const before = await verdict();
    await editLine('    max_instances = 9,', '    max_instances = = 9,');
    await preview().locator('.banner:visible').filter({ hasText: 'has an error' }).waitFor({ timeout: 8_000 });
    expect(await verdict()).toBe(before);
    expect(await preview().locator('main.stale').count()).toBe(1);
    await shoot('broken');
    await preview().getByRole('button', { name: 'Show it' }).click();
    await cursorIsAt(page, lineOf(folder, 'max_instances'));
    await editLine('    max_instances = = 9,', '    max_instances = 9,');
    await preview().locator('main:not(.stale)').waitFor({ timeout: 8_000 });
  });

  it('try values out and write them into the document', async () => {
    await preview().locator('.settings > summary').click();
    const slider = preview().getByRole('slider', { name: /^Most instances/ });
    await slider.focus();
    await page.keyboard.press('End');
    await shows(/as written/, '.summary');
    await shows(/runs 2 to 1\d instances/);
    await shoot('tried');
    await preview().getByRole('button', { name: 'Write into the document' }).click();
    await page.locator('.view-line', { hasText: 'max_instances = 18' }).waitFor();
    await preview().getByRole('button', { name: 'Reset' }).and(preview().locator(':disabled')).waitFor();
  });

  it('compare with the last commit', async () => {
    await preview().getByRole('button', { name: 'Last commit' }).click();
    await shows(/commit [0-9a-f]{7}/, '.summary');
    await shoot('commit');
  });

  it('are exported as SVG that needs nothing else', async () => {
    const target = join(folder, 'auto-scaling-scaling.svg');
    await preview().locator('.menu > summary', { hasText: 'Export' }).click();
    await preview().getByRole('button', { name: 'SVG' }).click();
    const dialog = page.locator('.quick-input-widget:visible');
    await expect.poll(() => dialog.locator('input[type="text"]').inputValue(), { timeout: 8_000 }).toBe(target);
    await dialog.getByRole('button', { name: 'OK' }).click();
    await expect.poll(() => existsSync(target), { timeout: 8_000 }).toBe(true);
    const svg = readFileSync(target, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>/);
    expect(svg).not.toMatch(/var\(--|<script|href=/);
  });

  it('take the colours of another theme at once', async () => {
    const background = (): Promise<string> =>
      preview()
        .locator('body')
        .evaluate((body) => getComputedStyle(body).backgroundColor);
    const before = await background();
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await expect.poll(background, { timeout: 8_000 }).not.toBe(before);
    await shoot('light');
  });

  it('are there again after a reload', async () => {
    await page.keyboard.press('Control+S');
    await page.waitForTimeout(1500);
    await page.reload();
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row', { timeout: 60_000 });
    // VS Code first lets go of the extension host from before.
    await preview().locator('.verdict').filter({ hasText: 'instances by the rule' }).waitFor({ timeout: 40_000 });
    expect(await preview().getByRole('button', { name: 'Last commit' }).getAttribute('aria-pressed')).toBe('true');
    await shoot('reloaded');
    // The host complains of much that is its own.
    expect(host.consoleErrors.filter((text) => /Content Security Policy|preview\.(js|css)/.test(text))).toEqual([]);
  });

  /** Replaces a line of the document, as somebody does who selects it and types. */
  async function editLine(before: string, after: string): Promise<void> {
    const line = page.locator('.view-line', { hasText: before.trim().replaceAll(' ', ' ') }).first();
    await line.click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.insertText(after.trim());
  }
});

/** When the text of something changes next, in milliseconds since 1970. */
function nextChange(element: Locator): Promise<number> {
  return element.evaluate(
    (watched) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(watched, { childList: true, characterData: true, subtree: true });
      }),
  );
}

/** Puts the folder into a repository, so that there is a last commit. */
function commit(folder: string): void {
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
}

/** The number of the first line with a text, from 1. */
function lineOf(folder: string, text: string): number {
  const lines = readFileSync(join(folder, 'auto-scaling.tsk'), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

async function goTo(page: Page, line: number): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(`:${line}:7`);
  await page.keyboard.press('Enter');
}

async function cursorIsAt(page: Page, line: number): Promise<void> {
  await page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, `) }).waitFor({ timeout: 8_000 });
}

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(`>${name}`);
  await page.keyboard.press('Enter');
}
