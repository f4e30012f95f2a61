import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

describe('what the project shows its users', () => {
  const fences = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```tsk\n(.*?)^```/gms)];

  it('has an example in the README', () => {
    expect(fences).not.toHaveLength(0);
  });

  it.each(fences.map((fence, index) => ({ number: index + 1, text: fence[1] ?? '' })))(
    'compiles example $number of the README without a finding',
    ({ text }) => expect(findings(new Map([['readme.tsk', text]]))).toEqual([]),
  );

  it.each(listExamples())('compiles examples/$name without an error', ({ files }) => {
    expect(findings(files).filter((finding) => finding.includes('error'))).toEqual([]);
  });

  it.each(listExamples().filter(({ name }) => name !== 'founding'))(
    'finds nothing worse than a remark about examples/$name',
    ({ files }) => expect(findings(files).filter((finding) => !finding.startsWith('info'))).toEqual([]),
  );
});

/** Each folder of `examples/` that has `.tsk` files, with their texts: they are one configuration. */
function listExamples(): readonly { readonly name: string; readonly files: ReadonlyMap<string, string> }[] {
  return readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const paths = readdirSync(join(root, 'examples', name)).filter((file) => file.endsWith('.tsk'));
      return {
        name,
        files: new Map(paths.map((file) => [file, readFileSync(join(root, 'examples', name, file), 'utf8')])),
      };
    })
    .filter(({ files }) => files.size > 0);
}

function findings(files: ReadonlyMap<string, string>): readonly string[] {
  const { diagnostics } = analyze({ files, env: {}, nowMs: 0 }, [...files.keys()]);
  return diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`);
}
