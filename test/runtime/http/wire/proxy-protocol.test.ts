import { describe, expect, it } from 'vitest';
import { readProxyHeader, writeProxyLine } from '../../../../runtime/src/http/wire/proxy-protocol.ts';

const signature = '\r\n\r\n\0\r\nQUIT\n';
const v2 = (rest: readonly number[]): Buffer => Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.from(rest)]);
const ipv4 = v2([0x21, 0x11, 0, 12, 203, 0, 113, 7, 192, 0, 2, 1, 0xc8, 0x22, 0x01, 0xbb]);
const address6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];
const ipv6 = v2([0x21, 0x21, 0, 36, ...address6, ...address6, 0xc8, 0x22, 0x01, 0xbb]);

const headers: readonly (readonly [sentence: string, bytes: Buffer, peer: object | null])[] = [
  [
    'a line of IPv4',
    Buffer.from('PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n'),
    { address: '203.0.113.7', port: 51234 },
  ],
  ['a line of IPv6', Buffer.from('PROXY TCP6 2001:db8::7 2001:db8::1 1 443\r\n'), { address: '2001:db8::7', port: 1 }],
  ['a line that says nothing', Buffer.from('PROXY UNKNOWN\r\n'), null],
  ['a line that says nothing at length', Buffer.from('PROXY UNKNOWN ff:: ff:: 1 2\r\n'), null],
  ['bytes of IPv4', ipv4, { address: '203.0.113.7', port: 0xc822 }],
  ['bytes of IPv6', ipv6, { address: '2001:db8::7', port: 0xc822 }],
  [
    'bytes with further fields',
    v2([0x21, 0x11, 0, 16, 203, 0, 113, 7, 192, 0, 2, 1, 0, 1, 0, 2, 4, 0, 1, 9]),
    { address: '203.0.113.7', port: 1 },
  ],
  ['bytes of the proxy itself', v2([0x20, 0x00, 0, 0]), null],
  ['bytes of a unix socket', v2([0x21, 0x31, 0, 2, 1, 2]), null],
];

describe('a PROXY protocol header', () => {
  it.each(headers)('is read: %s', (_, bytes, peer) => {
    const after = Buffer.concat([bytes, Buffer.from('GET / HTTP/1.1\r\n')]);
    expect(readProxyHeader(after)).toEqual({ kind: 'header', length: bytes.length, peer });
  });

  it.each(headers)('is waited for, however it is cut: %s', (_, bytes) => {
    for (let end = 0; end < bytes.length; end += 1) {
      expect(readProxyHeader(bytes.subarray(0, end))).toEqual({ kind: 'incomplete' });
    }
  });

  it.each([
    ['a request instead', 'GET / HTTP/1.1\r\n'],
    ['another family', 'PROXY UDP4 1.1.1.1 1.1.1.1 1 1\r\n'],
    ['an address that is none', 'PROXY TCP4 1.1.1.256 1.1.1.1 1 1\r\n'],
    ['an address of the other family', 'PROXY TCP4 ::1 ::1 1 1\r\n'],
    ['a port that is none', 'PROXY TCP4 1.1.1.1 1.1.1.1 65536 1\r\n'],
    ['a port with a zero before it', 'PROXY TCP4 1.1.1.1 1.1.1.1 01 1\r\n'],
    ['something after the ports', 'PROXY TCP4 1.1.1.1 1.1.1.1 1 1 1\r\n'],
    ['a line without end', `PROXY TCP4 ${'1'.repeat(120)}`],
    ['an unknown version', `${signature}\x31\x11\0\0`],
    ['an unknown command', `${signature}\x22\x11\0\0`],
    ['too few bytes for the addresses', `${signature}\x21\x11\0\x01\x01`],
  ])('is refused: %s', (_, text) => {
    expect(readProxyHeader(Buffer.from(text, 'latin1'))).toMatchObject({ kind: 'problem' });
  });

  it.each([
    ['::', new Array<number>(16).fill(0)],
    ['::1', [...new Array<number>(15).fill(0), 1]],
    ['fe80::', [0xfe, 0x80, ...new Array<number>(14).fill(0)]],
    ['1:0:1:0:1:0:1:0', [0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]],
  ])('has the address %s', (address, bytes) => {
    const header = readProxyHeader(v2([0x21, 0x21, 0, 36, ...bytes, ...bytes, 0, 1, 0, 2]));
    expect(header).toMatchObject({ peer: { address } });
  });

  it('that is written is read again', () => {
    const line = writeProxyLine({ address: '203.0.113.7', port: 5 }, { address: '192.0.2.1', port: 80 });
    expect(readProxyHeader(Buffer.from(line))).toMatchObject({ peer: { address: '203.0.113.7', port: 5 } });
    const mixed = writeProxyLine({ address: '::1', port: 5 }, { address: '192.0.2.1', port: 80 });
    expect(readProxyHeader(Buffer.from(mixed))).toMatchObject({ kind: 'header', peer: null });
  });
});
