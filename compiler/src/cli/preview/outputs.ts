import { extname } from 'node:path';
import type { Picture } from '@tsk/runtime/charts';
import { CliFailure } from '../io/cli-failure.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';

/** What a preview can be written as; `text` is for terminals. */
export const outputFormats = ['text', 'json', 'csv', 'svg', 'png', 'html'] as const;

/** A form of output. */
export type OutputFormat = (typeof outputFormats)[number];

/** A place to write to, `-` for standard output, and what to write there. */
export interface Output {
  readonly file: string;
  readonly format: OutputFormat;
}

/** What there is to write; each is made when it is asked for. */
export interface OutputSource {
  readonly text: () => string;
  readonly json: () => string;
  readonly csv: () => string | Promise<string>;
  readonly picture: () => Picture | Promise<Picture>;
}

/** Width of pictures in pixels. */
const pictureWidth = 900;
const pageWidth = 1060;

/** Decides what is written where: the form that is asked for, or the one that a file's name says, or text. */
export function planOutputs(files: readonly string[], format: OutputFormat | undefined): readonly Output[] {
  const names = files.length === 0 ? ['-'] : files;
  if (format !== undefined && names.length > 1) {
    throw new CliFailure('--format is for one output; with several, the name of each file says what it is.');
  }
  const outputs = names.map((file) => ({ file, format: format ?? formatOf(file) }));
  if (outputs.some((output) => output.file === '-' && output.format === 'png')) {
    throw new CliFailure('A PNG is not written to standard output; name a file, such as --out preview.png.');
  }
  return outputs;
}

function formatOf(file: string): OutputFormat {
  const extension = extname(file).slice(1).toLowerCase();
  return outputFormats.find((format) => format === extension) ?? 'text';
}

/** Writes everything that was asked for, each file as a whole or not at all. */
export async function writeOutputs(shell: Shell, outputs: readonly Output[], source: OutputSource): Promise<void> {
  for (const { file, format } of outputs) {
    const content = await render(format, source);
    if (file === '-' && typeof content === 'string') shell.out.write(content);
    else await writeAtomically(shell, file, content);
  }
}

async function render(format: OutputFormat, source: OutputSource): Promise<string | Uint8Array> {
  if (format === 'text' || format === 'json' || format === 'csv') return source[format]();
  // Drawing takes a library that is larger than all else here: whoever wants text does not wait for it.
  const { renderHtml, renderSvg } = await import('@tsk/runtime/charts');
  const picture = await source.picture();
  if (format === 'html') return renderHtml(picture, { width: pageWidth });
  const svg = renderSvg(picture, { width: pictureWidth, withText: true });
  if (format === 'svg') return svg;
  const { renderPng } = await import('./render-png.ts');
  return renderPng(svg);
}
