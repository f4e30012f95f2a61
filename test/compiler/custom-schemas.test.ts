import { type AnalyzeOptions, analyze } from '@tsk/compiler';
import { type LoadedSchema, loadCustomSchema } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';

const shop = JSON.stringify({
  properties: { shop: { properties: { currency: { enum: ['EUR', 'USD'] }, tax: { $ref: 'tax.json' } } } },
});
const tax = JSON.stringify({ type: 'number', maximum: 25 });

/** Analyzes `main.tsk` as a shell does: until nothing more is wanted that there is. */
async function check(texts: Readonly<Record<string, string>>, options: AnalyzeOptions = {}) {
  const files = new Map(Object.entries(texts));
  const customSchemas = new Map<string, LoadedSchema>();
  for (;;) {
    const analysis = analyze({ files, env: {}, nowMs: 0 }, ['conf/main.tsk'], { ...options, customSchemas });
    const before = customSchemas.size;
    for (const { path } of analysis.wantedSchemas) {
      const text = files.get(path);
      if (text !== undefined) customSchemas.set(path, await loadCustomSchema(text, path, files));
    }
    if (customSchemas.size === before) {
      const wanted = analysis.wantedSchemas.map(({ path }) => path);
      const text = files.get('conf/main.tsk') ?? '';
      const found = analysis.diagnostics.map(
        ({ code, span, message }) => `${code} ${text.slice(span.start, span.end)}: ${message}`,
      );
      return { wanted, found };
    }
  }
}

describe('a schema of the user', () => {
  const text = '# my shop\n#:schema shop.json\n\n[shop]\ncurrency = "EURO"\ntax = 30\n';

  it('is named in a comment, found beside the file, and judges it', async () => {
    const { wanted, found } = await check({ 'conf/main.tsk': text, 'conf/shop.json': shop, 'conf/tax.json': tax });
    expect(wanted).toEqual([]);
    expect(found).toEqual([
      'TSK4005 "EURO": `shop.currency` cannot be "EURO", says shop.json; did you mean "EUR"?',
      'TSK4004 30: `shop.tax` must be at most 25, not the number 30, says shop.json.',
    ]);
  });

  it('is asked for where it is not there, and so are files that it refers to', async () => {
    expect(await check({ 'conf/main.tsk': text })).toEqual({ wanted: ['conf/shop.json'], found: [] });
    const { wanted } = await check({ 'conf/main.tsk': text, 'conf/shop.json': shop });
    expect(wanted).toEqual(['conf/shop.json', 'conf/tax.json']);
  });

  it('that cannot be used is told where it is named', async () => {
    const { found } = await check({ 'conf/main.tsk': text, 'conf/shop.json': '[]' });
    expect(found).toEqual(['TSK4019 shop.json: conf/shop.json is no JSON Schema: it must be an object.']);
  });

  it('may be associated with a file from outside, and does not hide our own', async () => {
    const { found } = await check(
      {
        'conf/main.tsk': '[shop]\ntax = 26\n[auto_scaling]\nmin_instances = "a"\n',
        'conf/shop.json': shop,
        'conf/tax.json': tax,
      },
      { schemasOf: () => ['conf/shop.json'] },
    );
    expect(found.map((line) => line.slice(0, 12))).toEqual(['TSK4004 26: ', 'TSK4003 "a":']);
  });

  it('says what a table is, so that it is no misspelt one of ours', async () => {
    const main = '[load_balancin]\nalgorithm = "x"\n';
    expect((await check({ 'conf/main.tsk': main })).found).toHaveLength(1);
    const schema = JSON.stringify({ properties: { load_balancin: { type: 'object' } } });
    const { found } = await check({ 'conf/main.tsk': `#:schema ./own.json\n${main}`, 'conf/own.json': schema });
    expect(found).toEqual([]);
  });

  it('in a comment below the first statement is none', async () => {
    expect(await check({ 'conf/main.tsk': 'a = 1\n#:schema shop.json\n' })).toEqual({ wanted: [], found: [] });
  });
});
