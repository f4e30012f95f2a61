import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Pixels for each unit of the picture: enough for screens with small pixels, and for print. */
const pixelRatio = 2;

const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
 * An SVG as PNG. The rasterizer and the font come with the command, so that the same picture has the same pixels on every
 * machine; both are loaded when a PNG is first asked for.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await startOnce(initWasm);
  const fontBuffers = await Promise.all(fontFiles.map((name) => readAsset(name, `dejavu-fonts-ttf/ttf/${name}`)));
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: pixelRatio },
    font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  }).render();
  return drawn.asPng();
}

let started: Promise<void> | undefined;

/** The rasterizer may be started only once in a process. */
function startOnce(start: (wasm: Uint8Array) => Promise<void>): Promise<void> {
  started ??= readAsset('resvg.wasm', '@resvg/resvg-wasm/index_bg.wasm').then(start);
  return started;
}

/** A file that lies beside the built command, or, where the sources run, in a package. */
async function readAsset(name: string, packaged: string): Promise<Uint8Array> {
  try {
    return await readFile(new URL(`./assets/${name}`, import.meta.url));
  } catch {
    return readFile(createRequire(import.meta.url).resolve(packaged));
  }
}
