import { describe, expect, it } from 'vitest';
import { CompletionRequest, HoverRequest, type MarkupContent } from 'vscode-languageserver';
import { marker, withServer } from './ask.ts';

const schema = JSON.stringify({
  type: 'object',
  properties: {
    shop: {
      type: 'object',
      properties: {
        currency: { enum: ['EUR', 'USD'], description: 'What prices are in.' },
        open: { type: 'boolean' },
      },
      required: ['currency'],
    },
  },
});

/** What a client gets at the marker of `a.tsk`, which a schema of the user's describes. */
async function ask(
  text: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly labels: readonly string[]; readonly hover: string }> {
  const files = { 'a.tsk': text, 'shop.schema.json': schema, ...more };
  return await withServer({ files, open: ['a.tsk'] }, async (server) => {
    const at = marker(server, files);
    const found = await server.request(CompletionRequest.type, at);
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    const hover = await server.request(HoverRequest.type, at);
    return {
      labels: items.map(({ label }) => label),
      hover: (hover?.contents as MarkupContent | undefined)?.value ?? '',
    };
  });
}

describe('a schema of the user’s', () => {
  it('has its keys completed', async () => {
    const { labels } = await ask('#:schema shop.schema.json\n[shop]\ncurrency = "EUR"\n<|>\n');
    expect(labels).toContain('open');
    expect(labels).not.toContain('currency');
  });

  it('has its choices completed', async () => {
    const { labels } = await ask('#:schema shop.schema.json\n[shop]\ncurrency = <|>\n');
    expect(labels.slice(0, 2)).toEqual(['EUR', 'USD']);
  });

  it('counts for the files that tsk.json names, too', async () => {
    const settings = JSON.stringify({ schemas: [{ files: ['*.tsk'], schema: 'shop.schema.json' }] });
    const { labels } = await ask('[shop]\ncurrency = <|>\n', { 'tsk.json': settings });
    expect(labels.slice(0, 2)).toEqual(['EUR', 'USD']);
  });

  it('tells what its keys are for', async () => {
    const { hover } = await ask('#:schema shop.schema.json\n[shop]\ncurr<|>ency = "EUR"\n');
    expect(hover).toContain('What prices are in.');
  });
});
