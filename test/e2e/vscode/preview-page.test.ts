/// <reference lib="dom" />
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../../vscode-extension/src/preview/view-state.ts';
import { openServer, type TestServer } from '../../language-server/harness.ts';
import { bundlePage, type OpenPreview, openPreview } from '../../vscode/preview-page.ts';
import type { VscodeTheme } from '../../vscode/vscode-themes.ts';
import { launchBrowser } from './host.ts';

const artifacts = fileURLToPath(new URL('../../artifacts/preview/', import.meta.url));
const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const example = fileURLToPath(new URL('../../../examples/founding/auto-scaling.tsk', import.meta.url));

describe.skipIf(!existsSync(chromium))('the page of a preview', () => {
  let browser: Browser;
  let server: TestServer;
  let bundle: Awaited<ReturnType<typeof bundlePage>>;

  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    const files = { 'a.tsk': readFileSync(example, 'utf8') };
    [browser, server, bundle] = await Promise.all([launchBrowser(), openServer({ files }), bundlePage()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const withPage = async (
    wanted: {
      readonly view?: View;
      readonly theme?: VscodeTheme;
      readonly width?: number;
      readonly tried?: Record<string, number>;
    },
    run: (page: Page, preview: OpenPreview) => Promise<void>,
  ): Promise<void> => {
    const { width = 900, ...initial } = wanted;
    const page = await browser.newPage({ viewport: { width, height: 1000 } });
    try {
      const preview = await openPreview(page, server, bundle, { file: 'a.tsk', ...initial });
      await run(page, preview);
      expect(preview.complaints).toEqual([]);
    } finally {
      await page.close();
    }
  };

  it.each([
    ['scaling', 'light'],
    ['scaling', 'dark'],
    ['scaling', 'highContrast'],
    ['balancing', 'dark'],
    ['cache', 'light'],
  ] as const)('of %s in %s has nothing that axe-core objects to', async (view, theme) => {
    await withPage({ view, theme }, async (page) => {
      for (const summary of await page.locator('.settings:visible > summary, .tables > summary').all())
        await summary.click();
      await page.screenshot({ path: join(artifacts, `${view}-${theme}.png`), fullPage: true });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const run: (
          options: object,
        ) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> = Reflect.get(
          Reflect.get(window, 'axe'),
          'run',
        );
        const found = await run({ resultTypes: ['violations'] });
        return found.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`);
      });
      expect(violations).toEqual([]);
    });
  });

  it('goes to the setting of what is clicked, and tells the values under the mouse', async () => {
    await withPage({}, async (page, preview) => {
      const key = 'auto_scaling.policies.scale_up.max_instances';
      await preview.post({ kind: 'highlight', key, moves: true });
      const box = await page.locator('.outline').first().boundingBox();
      const point = [(box?.x ?? 0) + 300, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
      await page.mouse.move(...point);
      await page.locator('.tip code').waitFor();
      expect(await page.locator('.tip').innerText()).toContain(key);
      await page.mouse.click(...point);
      await expect.poll(() => preview.sent).toEqual([{ kind: 'reveal', pointer: '/scaling/maxInstances', key }]);
    });
  });

  it('keeps the last picture, greyed, under what is wrong', async () => {
    await withPage({}, async (page, preview) => {
      const before = await page.locator('.verdict').innerText();
      await preview.post({ kind: 'notice', notice: { text: 'It has an error.', hasPlace: true } });
      await page.getByRole('alert').getByRole('button', { name: 'Show it' }).click();
      expect(await page.locator('.verdict').innerText()).toBe(before);
      expect(await page.locator('main.stale').count()).toBe(1);
      expect(preview.sent).toEqual([{ kind: 'revealError' }]);
      await preview.refresh();
      await page.locator('main:not(.stale)').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    });
  });

  it('is used with the keyboard alone: tabs, tables, moments, values', async () => {
    await withPage({}, async (page, preview) => {
      await page.getByRole('tab', { name: 'Scaling' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.locator('.verdict').filter({ hasText: 'round_robin' }).waitFor();
      expect(await page.getByRole('tab', { name: 'Balancing' }).evaluate((tab) => tab === document.activeElement)).toBe(
        true,
      );
      await page.keyboard.press('ArrowLeft');
      await page.locator('.verdict').filter({ hasText: 'instances by the rule' }).waitFor();
      await page.locator('.tables > summary').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('table', { name: 'Decisions' }).waitFor();
      await page.getByRole('slider', { name: 'Moment in the chart' }).focus();
      await page.keyboard.press('End');
      expect(await page.locator('.told').innerText()).toMatch(/^23:59:59; Load.*: load .*Instances: .*ready \d+/);
      await page.locator('.settings > summary').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('slider', { name: /^Most instances/ }).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => preview.state().tried).toEqual({ '/scaling/maxInstances': 21 });
      await page.getByRole('button', { name: 'Write into the document' }).click();
      await expect.poll(() => preview.sent).toEqual([{ kind: 'write' }]);
    });
  });

  it('points out what a key concerns, and takes the colours of another theme at once', async () => {
    await withPage({ theme: 'dark' }, async (page, preview) => {
      const key = 'auto_scaling.metrics.request_rate.threshold_low';
      await preview.post({ kind: 'highlight', key, moves: true });
      await page.locator('.outline').waitFor();
      const pixels = (): Promise<string> =>
        page
          .locator('.chart canvas')
          .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
      const dark = await pixels();
      await preview.setTheme('light');
      await expect.poll(pixels).not.toBe(dark);
    });
  });

  it.each(['svg', 'png', 'png2x'] as const)('gives the picture as %s', async (format) => {
    await withPage({ theme: 'dark' }, async (_page, preview) => {
      await preview.post({ kind: 'render', format });
      await expect.poll(() => preview.sent.length, { timeout: 10_000 }).toBe(1);
      const [rendered] = preview.sent;
      if (rendered?.kind !== 'rendered') throw new Error('nothing was rendered');
      if (format === 'svg') expect(rendered.data).toMatch(/^<svg [^>]*role="img"><title>[\s\S]*#1f1f1f/);
      // The width stands in the header of a PNG.
      else expect(Buffer.from(rendered.data, 'base64').readUInt32BE(16)).toBe(format === 'png' ? 960 : 1920);
    });
  });
});
