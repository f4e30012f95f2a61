import { describe, expect, it } from 'vitest';
import { findDestination } from '../../../../runtime/src/http/wire/authority.ts';
import { requestFraming, responseFraming } from '../../../../runtime/src/http/wire/body-framing.ts';
import { fieldSet, hasConnectionOption, hopByHop, keptLines } from '../../../../runtime/src/http/wire/kept-lines.ts';
import { RequestHead, scanRequest } from '../../../../runtime/src/http/wire/scan-request.ts';
import { ResponseHead, scanResponse } from '../../../../runtime/src/http/wire/scan-response.ts';

function readRequest(fields: string, line = 'POST / HTTP/1.1'): { bytes: Buffer; head: RequestHead; end: number } {
  const bytes = Buffer.from(`${line}\r\n${fields}\r\n`, 'latin1');
  const head = new RequestHead();
  const end = scanRequest(bytes, 0, bytes.length, head);
  expect(end).toBe(bytes.length);
  return { bytes, head, end };
}

const framed = (fields: string, line?: string): unknown => {
  const { bytes, head } = readRequest(fields, line);
  return requestFraming(bytes, head.fields, head.minorVersion);
};

describe('the framing of a request', () => {
  it.each([
    ['no body', '', { kind: 'none' }],
    ['a length', 'Content-Length: 12\r\n', { kind: 'length', bytes: 12 }],
    ['a length of nothing', 'Content-Length: 0\r\n', { kind: 'none' }],
    ['chunked, in any case', 'Transfer-Encoding: ChUnked\r\n', { kind: 'chunked' }],
  ])('is read: %s', (_, fields, expected) => {
    expect(framed(fields)).toEqual(expected);
  });

  it.each([
    ['a length and a coding', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', 400],
    ['two lengths, though the same', 'Content-Length: 1\r\nContent-Length: 1\r\n', 400],
    ['a list of lengths', 'Content-Length: 1, 1\r\n', 400],
    ['a length with a sign', 'Content-Length: +1\r\n', 400],
    ['a length in 0x form', 'Content-Length: 0x1\r\n', 400],
    ['an empty length', 'Content-Length:\r\n', 400],
    ['a length beyond what a number holds', `Content-Length: ${'9'.repeat(16)}\r\n`, 400],
    ['two codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', 400],
    ['another coding', 'Transfer-Encoding: gzip, chunked\r\n', 501],
    ['a coding that only looks like chunked', 'Transfer-Encoding: xchunked\r\n', 501],
    ['a coding with a control byte in disguise', 'Transfer-Encoding: \x0bchunked\r\n'.replace('\x0b', '\xa0'), 501],
  ])('is refused: %s', (_, fields, status) => {
    expect(framed(fields)).toMatchObject({ kind: 'problem', status });
  });

  it('is refused where HTTP/1.0 states a coding', () => {
    expect(framed('Transfer-Encoding: chunked\r\n', 'POST / HTTP/1.0')).toMatchObject({ kind: 'problem', status: 400 });
  });
});

describe('the framing of a response', () => {
  const read = (text: string, isHead = false): unknown => {
    const bytes = Buffer.from(text, 'latin1');
    const head = new ResponseHead();
    expect(scanResponse(bytes, 0, bytes.length, head)).toBe(bytes.length);
    return responseFraming(bytes, head.fields, head.minorVersion, head.status, isHead);
  };

  it.each([
    ['to the end of the connection where nothing is said', 'HTTP/1.1 200 OK\r\n\r\n', { kind: 'close' }],
    ['by length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', { kind: 'length', bytes: 3 }],
    ['chunked', 'HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n', { kind: 'chunked' }],
    ['none with 204, whatever is said', 'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n', { kind: 'none' }],
    ['none with 304', 'HTTP/1.1 304 \r\nContent-Length: 3\r\n\r\n', { kind: 'none' }],
  ])('is read: %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('is none in the answer to HEAD', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', true)).toEqual({ kind: 'none' });
  });
});

describe('the destination of a request', () => {
  const find = (line: string, fields = 'Host: a.example\r\n'): unknown => {
    const { bytes, head } = readRequest(fields, line);
    return findDestination(bytes, head);
  };

  it.each([
    ['a path', 'GET /a?b HTTP/1.1', undefined, { authority: 'a.example', target: '/a?b' }],
    [
      'an absolute target, which speaks louder than Host',
      'GET http://b/c HTTP/1.1',
      undefined,
      { authority: 'b', target: '/c' },
    ],
    ['an absolute target without a path', 'GET http://b?c HTTP/1.1', undefined, { authority: 'b', target: '/?c' }],
    ['an IPv6 host with a port', 'GET / HTTP/1.1', 'Host: [::1]:80\r\n', { authority: '[::1]:80', target: '/' }],
    ['no host in HTTP/1.0', 'GET / HTTP/1.0', '', { authority: '', target: '/' }],
  ])('is %s', (_, line, fields, expected) => {
    expect(find(line, fields)).toEqual(expected);
  });

  it.each([
    ['no Host', 'GET / HTTP/1.1', ''],
    ['two Hosts', 'GET / HTTP/1.1', 'Host: a\r\nHost: a\r\n'],
    ['an empty Host', 'GET / HTTP/1.1', 'Host:\r\n'],
    ['a Host with a path', 'GET / HTTP/1.1', 'Host: a/b\r\n'],
    ['a Host with user information', 'GET / HTTP/1.1', 'Host: u@a\r\n'],
    ['a list of Hosts', 'GET / HTTP/1.1', 'Host: a, b\r\n'],
    ['a target that is no path', 'GET a HTTP/1.1', 'Host: a\r\n'],
    ['an absolute target with user information', 'GET http://u@a/ HTTP/1.1', 'Host: a\r\n'],
  ])('is refused: %s', (_, line, fields) => {
    expect(find(line, fields)).toMatchObject({ status: 400 });
  });
});

describe('the lines that are passed on', () => {
  const dropped = fieldSet(...hopByHop);
  const kept = (fields: string): string => {
    const { bytes, head, end } = readRequest(fields);
    return keptLines(bytes, head.fields, end, dropped);
  };

  it.each([
    ['all of them as they were written', 'A:  1 \r\nb: 2\r\n', 'A:  1 \r\nb: 2\r\n'],
    ['none', '', ''],
    ['none but those that end here', 'Connection: close\r\nKeep-Alive: 5\r\n', ''],
    ['those around one that ends here', 'A: 1\r\nTE: trailers\r\nB: 2\r\n', 'A: 1\r\nB: 2\r\n'],
    ['none that Connection names, in any case', 'Connection: x-A, close\r\nX-a: 1\r\nB: 2\r\n', 'B: 2\r\n'],
    [
      'the framing, even where Connection names it',
      'Connection: content-length\r\nContent-Length: 0\r\n',
      'Content-Length: 0\r\n',
    ],
  ])('are %s', (_, fields, expected) => {
    expect(kept(fields)).toBe(expected);
  });

  it.each([
    ['close', true],
    ['keep-alive, Close', true],
    ['closed', false],
  ])('say that the connection ends: Connection: %s is %s', (value, expected) => {
    const { bytes, head } = readRequest(`Connection: ${value}\r\n`);
    expect(hasConnectionOption(bytes, head.fields, 'close')).toBe(expected);
  });
});
