import { readdirSync, readFileSync } from 'node:fs';
import { createServer, METHODS } from 'node:http';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Admitted, admit } from '../../../runtime/src/http/admission.ts';
import { attributeHead, outgoingHead } from '../../../runtime/src/http/outgoing-head.ts';
import { RequestHead, scanRequest } from '../../../runtime/src/http/wire/scan-request.ts';

const folder = join(import.meta.dirname, '../../fixtures/http');
const corpus = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));

/** A request head as a reader understands it. */
interface Read {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly string[];
}

/** What Node's own parser, llhttp, makes of bytes that begin with a head; undefined where it refuses them. */
async function readByNode(bytes: string): Promise<Read | undefined> {
  const { promise, resolve } = Promise.withResolvers<Read | undefined>();
  const server = createServer({ requireHostHeader: false });
  const accept = ({ method = '', url = '', rawHeaders = [] as string[] }): void =>
    resolve({ method, target: url, fields: rawHeaders });
  for (const event of ['request', 'checkContinue', 'checkExpectation', 'upgrade']) server.on(event, accept);
  server.on('clientError', () => resolve(undefined));
  const wire = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  server.emit('connection', wire);
  wire.push(Buffer.from(bytes, 'latin1'));
  const read = await promise;
  wire.destroy();
  return read;
}

/** What is made of the same bytes here: as it was read, and as it goes out. */
function readHere(
  text: string,
): { readonly read: Read; readonly admitted: Admitted; readonly sent: string } | undefined {
  const bytes = Buffer.from(text, 'latin1');
  const head = new RequestHead();
  const headEnd = scanRequest(bytes, 0, bytes.length, head);
  if (headEnd <= 0) return undefined;
  const admitted = admit(bytes, head, 0);
  if ('reason' in admitted) return undefined;
  const fields = Array.from({ length: head.fields.count }, (_, index) => [
    head.fields.name(bytes, index),
    head.fields.value(bytes, index),
  ]).flat();
  const target = bytes.toString('latin1', head.targetStart, head.targetEnd);
  const peer = { address: '192.0.2.9', isTrusted: false, scheme: 'http' } as const;
  const told = attributeHead(bytes, head, admitted.authority, peer, () => false);
  const sent = outgoingHead(bytes, head, headEnd, admitted, peer, told, undefined);
  return { read: { method: admitted.method, target, fields }, admitted, sent };
}

/** A request of the corpus with a few bytes replaced, added or taken away. */
const mutated = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.array(
      fc.record({
        at: fc.nat(),
        taken: fc.nat(3),
        added: fc.oneof(
          fc.constantFrom('\r\n', '\r', '\n', ' ', '\t', ':', ',', '\0', '\x7f', '\xff', 'Host: y\r\n', ';'),
          fc.constantFrom('Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', 'chunked', 'HTTP/1.1', '#', '/'),
          fc.constant(''),
        ),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, { at, taken, added }) => {
      const from = at % (now.length + 1);
      return now.slice(0, from) + added + now.slice(from + taken);
    }, text),
  );

test('what is accepted is read the same by a second reader', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(mutated, async (text) => {
      const here = readHere(text);
      // llhttp knows a list of methods only, where any token is one.
      if (here === undefined || !METHODS.includes(here.read.method)) return;
      accepted += 1;
      expect(await readByNode(text)).toEqual(here.read);
    }),
    { numRuns: 1_500 },
  );
  expect(accepted).toBeGreaterThan(300);
});

test('what is forwarded is one request to a second reader, for the same target and host', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (text) => {
      const here = readHere(text);
      if (here === undefined || !METHODS.includes(here.read.method)) return;
      const { method, target, authority } = here.admitted;
      const there = await readByNode(here.sent);
      expect(there).toMatchObject({ method, target });
      const hosts = there?.fields.filter(
        (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host',
      );
      expect(hosts).toEqual([authority]);
    }),
    { numRuns: 1_500 },
  );
});
