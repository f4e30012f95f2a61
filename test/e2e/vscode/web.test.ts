import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserArguments } from './host.ts';
import { unpack } from './unpack.ts';
import { vsix, Workbench, whyNoExtension } from './workbench.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const installed = join(process.env['TSK_TEST_HOSTS'] ?? '', 'web');
const reason = whyNoExtension() ?? (existsSync(installed) ? undefined : 'VS Code for the web is not installed');

/** What is used of `@vscode/test-web`, which lies beside the VS Code that it serves. */
interface TestWeb {
  open(options: Readonly<Record<string, unknown>>): Promise<{ dispose(): void }>;
}

/** A browser without a machine behind it: the language server is a worker, and the files come through VS Code. */
describe.skipIf(reason !== undefined)('the extension in VS Code for the web', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'tsk-web-'));
  let server: { dispose(): void } | undefined;
  let browser: BrowserContext | undefined;
  let page: Page;
  let workbench: Workbench;

  beforeAll(async () => {
    unpack(vsix, join(scratch, 'extension'));
    cpSync(join(root, 'examples', 'founding'), join(scratch, 'founding'), { recursive: true });
    const port = await freePort();
    const { open }: TestWeb = createRequire(join(installed, 'package.json'))('@vscode/test-web');
    server = await open({
      browserType: 'none',
      host: 'localhost',
      port,
      quality: 'stable',
      commit: '0000000000000000000000000000000000001137',
      testRunnerDataDir: join(installed, '.vscode-test-web'),
      extensionDevelopmentPath: join(scratch, 'extension'),
      folderPath: join(scratch, 'founding'),
    });
    browser = await openBrowser(join(scratch, 'profile'));
    page = await browser.newPage();
    page.setDefaultTimeout(40_000);
    await page.goto(`http://localhost:${port}/`);
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
    workbench = new Workbench(page, 'web');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  it('shows what is wrong with a file', async () => {
    await page.getByRole('treeitem', { name: 'auto-scaling.tsk' }).dblclick();
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.shoot('opened');
  });

  it('tells at the pointer what a key means', async () => {
    await page
      .locator('.view-line span', { hasText: /^monitoring_interval$/ })
      .first()
      .hover();
    await page.locator('.monaco-hover:visible').filter({ hasText: 'auto_scaling' }).first().waitFor();
    await workbench.shoot('hover');
    await page.keyboard.press('Escape');
  });

  it('shows the plan of all files, and offers nothing that needs a program', async () => {
    await page.locator('.activitybar .action-label[aria-label="TSK"]').click();
    // Another file says so, which no editor has opened: the server has asked VS Code for it.
    await page.getByRole('treeitem', { name: /^platform kubernetes/ }).waitFor();
    await workbench.shoot('plan');
    expect(await page.locator('.editor-actions .action-label[aria-label*="Run with"]').count()).toBe(0);
  });
});

/** Webviews come from other names of this host, and keep nothing where the cookies of others are blocked. */
async function openBrowser(profile: string): Promise<BrowserContext> {
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const viewport = { width: 1280, height: 800 };
  return chromium.launchPersistentContext(profile, {
    viewport,
    executablePath,
    headless: true,
    args: [...browserArguments],
  });
}

/** `@vscode/test-web` takes no 0 for a free port. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
