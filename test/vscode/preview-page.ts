/// <reference lib="dom" />
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { PictureAnswer, PreviewChoices } from '../../language-server/src/requests.ts';
import { buildRequest } from '../../vscode-extension/src/preview/build-request.ts';
import { pageHtml } from '../../vscode-extension/src/preview/page.ts';
import {
  type FromPage,
  protocolVersion,
  readFromPage,
  type ToPage,
} from '../../vscode-extension/src/preview/protocol.ts';
import { initialState, type ViewState } from '../../vscode-extension/src/preview/view-state.ts';
import type { TestServer } from '../language-server/harness.ts';
import { type VscodeTheme, vscodeThemes } from './vscode-themes.ts';

const address = 'https://preview.invalid';

/** The page of a preview in a browser, with a real language server behind it and a stand-in for the extension between them. */
export interface OpenPreview {
  /** What the page has sent, without what it says about its state. */
  readonly sent: readonly FromPage[];
  /** What the browser complained of, broken policies among it. */
  readonly complaints: readonly string[];
  readonly state: () => ViewState;
  readonly post: (message: ToPage) => Promise<void>;
  readonly setTheme: (theme: VscodeTheme) => Promise<void>;
  /** Draws the document as it is now. */
  readonly refresh: () => Promise<void>;
}

/** Script and style of the page, as they are shipped. */
export async function bundlePage(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: ['vscode-extension/src/preview/webview/main.ts'],
    absWorkingDir: new URL('../..', import.meta.url).pathname,
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    minify: true,
    conditions: ['@tsk/source'],
    logLevel: 'error',
  });
  const find = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: find('.js'), style: find('.css') };
}

/** Opens the preview of a document of a server in a page. */
export async function openPreview(
  page: Page,
  server: TestServer,
  bundle: Awaited<ReturnType<typeof bundlePage>>,
  initial: Partial<ViewState> & { readonly file: string; readonly theme?: VscodeTheme },
): Promise<OpenPreview> {
  const { file, theme = 'dark', ...wanted } = initial;
  const sent: FromPage[] = [];
  const complaints: string[] = [];
  let state: ViewState = { ...initialState(server.uri(file)), ...wanted };
  let isBegun = false;
  const post = (message: ToPage): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), { ...message, version: protocolVersion });
  const refresh = async (): Promise<void> => {
    const { method, params, view } = buildRequest(state, { trace: undefined, commit: undefined });
    const answer = await server.client.sendRequest<PictureAnswer>(method, params);
    if (!answer.ok) return post({ kind: 'notice', notice: { text: answer.message, hasPlace: false } });
    const { picture, settings, places, version } = answer;
    await post({
      kind: 'picture',
      view,
      documentVersion: version,
      picture,
      settings,
      written: Object.keys(places),
      notice: null,
    });
  };
  await page.exposeFunction('sendToHost', async (message: unknown) => {
    const read = readFromPage(message);
    if (read === undefined) throw new Error(`no message: ${JSON.stringify(message)}`);
    if (read.kind === 'ready') {
      isBegun = true;
      const choices = await server.client.sendRequest<PreviewChoices>('tsk/previewChoices');
      await post({ kind: 'state', state, choices, file });
      await refresh();
    } else if (read.kind === 'change') {
      state = read.state;
      await refresh();
    } else sent.push(read);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      complaints.push(`asks ${request.url()}`);
  });
  await page.route(`${address}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/preview.js') return route.fulfill({ contentType: 'text/javascript', body: bundle.script });
    if (pathname === '/preview.css') return route.fulfill({ contentType: 'text/css', body: bundle.style });
    const sources = { script: `${address}/preview.js`, style: `${address}/preview.css`, styleSource: address };
    return route.fulfill({ contentType: 'text/html', body: pageHtml(sources) });
  });
  await page.addInitScript(() => {
    let kept: unknown;
    const send: (message: unknown) => void = Reflect.get(window, 'sendToHost');
    Object.assign(window, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => send(message),
        getState: () => kept,
        setState: (next: unknown) => {
          kept = next;
        },
      }),
    });
  });
  const setTheme = async (name: VscodeTheme): Promise<void> => {
    const { bodyClass, colors } = vscodeThemes[name];
    await page.evaluate(
      ([className, entries]) => {
        document.body.className = className;
        for (const [key, value] of entries) document.documentElement.style.setProperty(`--vscode-${key}`, value);
      },
      [bodyClass, Object.entries(colors)] as const,
    );
  };
  await page.goto(address);
  await setTheme(theme);
  await page.waitForSelector('main[aria-busy="false"]');
  if (!isBegun) throw new Error('the page never said that it is ready');
  return { sent, complaints, state: () => state, post, setTheme, refresh };
}
