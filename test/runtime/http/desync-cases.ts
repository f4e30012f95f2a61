/** A request that readers are known to take for different things, and what must become of it. */
export interface DesyncCase {
  readonly name: string;
  /** What a client sends; a request for `/next` follows it on the same connection. */
  readonly bytes: string;
  /** The status that refuses it, or the requests that a backend sees before `/next`: method, target, body. */
  readonly expected: number | readonly string[];
}

const chunked = 'Transfer-Encoding: chunked\r\n';

function post(fields: string, body: string): string {
  return `POST /p HTTP/1.1\r\nHost: x\r\n${fields}\r\n${body}`;
}

function get(fields: string, line = 'GET /g HTTP/1.1'): string {
  return `${line}\r\nHost: x\r\n${fields}\r\n`;
}

function row(name: string, bytes: string, expected: DesyncCase['expected']): DesyncCase {
  return { name, bytes, expected };
}

const empty = '0\r\n\r\n';
const hi = ['POST /p hi'];
const g = ['GET /g '];

/** Framing, told in every way that has been used to hide one request in another. */
const framing: readonly DesyncCase[] = [
  row('length and coding', post(`Content-Length: 5\r\n${chunked}`, empty), 400),
  row('coding and length', post(`${chunked}Content-Length: 5\r\n`, empty), 400),
  row('two equal lengths', post('Content-Length: 2\r\nContent-Length: 2\r\n', 'hi'), 400),
  row('two lengths', post('Content-Length: 0\r\nContent-Length: 2\r\n', 'hi'), 400),
  row('a list of lengths', post('Content-Length: 2, 2\r\n', 'hi'), 400),
  row('a length with a plus', post('Content-Length: +2\r\n', 'hi'), 400),
  row('a negative length', post('Content-Length: -2\r\n', 'hi'), 400),
  row('a hexadecimal length', post('Content-Length: 0x2\r\n', 'hi'), 400),
  row('an octal-looking length', post('Content-Length: 02\r\n', 'hi'), hi),
  row('a length with a blank in it', post('Content-Length: 2 0\r\n', 'hi'), 400),
  row('a length with a fraction', post('Content-Length: 2.0\r\n', 'hi'), 400),
  row('an exponent', post('Content-Length: 2e0\r\n', 'hi'), 400),
  row('an empty length', post('Content-Length: \r\n', 'hi'), 400),
  row('a length of no number', post('Content-Length: two\r\n', 'hi'), 400),
  row('a length beyond 2^64', post('Content-Length: 18446744073709551618\r\n', 'hi'), 400),
  row('a length in quotes', post('Content-Length: "2"\r\n', 'hi'), 400),
  row('a length with underscore', post('Content_Length: 2\r\n', ''), ['POST /p ']),
  row('a coding with underscore', post('Transfer_Encoding: chunked\r\nContent-Length: 2\r\n', 'hi'), hi),
  row('blank before the colon of a length', post('Content-Length : 2\r\n', 'hi'), 400),
  row('blank before the colon of a coding', post('Transfer-Encoding : chunked\r\n', empty), 400),
  row('tab before the colon', post('Transfer-Encoding\t: chunked\r\n', empty), 400),
  row('blank before the name', post(' Transfer-Encoding: chunked\r\n', empty), 400),
  row('a coding twice', post(chunked + chunked, empty), 400),
  row('chunked, chunked', post('Transfer-Encoding: chunked, chunked\r\n', empty), 501),
  row('chunked, identity', post('Transfer-Encoding: chunked, identity\r\n', empty), 501),
  row('identity', post('Transfer-Encoding: identity\r\nContent-Length: 2\r\n', 'hi'), 400),
  row('gzip, chunked', post('Transfer-Encoding: gzip, chunked\r\n', empty), 501),
  row('xchunked', post('Transfer-Encoding: xchunked\r\n', empty), 501),
  row('chunked with a semicolon', post('Transfer-Encoding: chunked;a=b\r\n', empty), 501),
  row('chunked in quotes', post('Transfer-Encoding: "chunked"\r\n', empty), 501),
  row('an empty coding', post('Transfer-Encoding: \r\nContent-Length: 2\r\n', 'hi'), 400),
  row('a vertical tab before chunked', post('Transfer-Encoding: \x0bchunked\r\n', empty), 400),
  row('a form feed behind chunked', post('Transfer-Encoding: chunked\x0c\r\n', empty), 400),
  row('CHUNKED', post('Transfer-Encoding: CHUNKED\r\n', '2\r\nhi\r\n0\r\n\r\n'), hi),
  row('a folded coding', post('Transfer-Encoding:\r\n chunked\r\n', empty), 400),
  row('a coding in HTTP/1.0', `POST /p HTTP/1.0\r\nHost: x\r\n${chunked}\r\n${empty}`, 400),
  row('a coding behind a bare CR', post(`A: b\rTransfer-Encoding: chunked\r\n`, ''), 400),
  row('a coding behind a bare LF', post(`A: b\nTransfer-Encoding: chunked\r\n`, ''), 400),
  row('a coding behind a NUL', post(`A: b\0${chunked}`, ''), 400),
  row('a length that Connection takes away', post('Connection: Content-Length\r\nContent-Length: 2\r\n', 'hi'), hi),
  row(
    'a coding that Connection takes away',
    post(`Connection: Transfer-Encoding\r\n${chunked}`, `2\r\nhi\r\n${empty}`),
    hi,
  ),
];

/** Chunks that readers measure differently. */
const chunks: readonly DesyncCase[] = [
  row('a chunk in small letters', post(chunked, `a\r\n0123456789\r\n${empty}`), ['POST /p 0123456789']),
  row('leading zeros', post(chunked, `0002\r\nhi\r\n000\r\n\r\n`), hi),
  row('an extension', post(chunked, `2;a="b"\r\nhi\r\n${empty}`), hi),
  row('a trailer', post(chunked, `2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n`), hi),
  row('a size with 0x', post(chunked, `0x2\r\nhi\r\n${empty}`), 400),
  row('a size with a plus', post(chunked, `+2\r\nhi\r\n${empty}`), 400),
  row('a negative size', post(chunked, `-2\r\nhi\r\n${empty}`), 400),
  row('a size that overflows', post(chunked, `10000000000000002\r\nhi\r\n${empty}`), 400),
  row('a blank before a size', post(chunked, ` 2\r\nhi\r\n${empty}`), 400),
  row('a blank behind a size', post(chunked, `2 \r\nhi\r\n${empty}`), 400),
  row('a size with underscore', post(chunked, `0_2\r\nhi\r\n${empty}`), 400),
  row('a size that ends with LF', post(chunked, `2\nhi\r\n${empty}`), 400),
  row('an extension with LF', post(chunked, `2;a\nhi\r\n${empty}`), 400),
  row('an extension with CR', post(chunked, `2;a\rb\r\nhi\r\n${empty}`), 400),
  row('data that ends with LF', post(chunked, `2\r\nhi\n${empty}`), 400),
  row('data longer than its size', post(chunked, `2\r\nhidden\r\n${empty}`), 400),
  row('no size', post(chunked, `\r\nhi\r\n${empty}`), 400),
  row('a folded trailer', post(chunked, `0\r\nA: b\r\n c\r\n\r\n`), 400),
  row('a length in the trailer', post(chunked, `0\r\nContent-Length: 5\r\n\r\n`), 400),
  row('a trailer without colon', post(chunked, `0\r\nGET /smuggled HTTP/1.1\r\n\r\n`), 400),
];

/** Lines, targets and hosts that lead elsewhere. */
const heads: readonly DesyncCase[] = [
  row('a bare LF', 'GET /g HTTP/1.1\nHost: x\n\n', 400),
  row('a CR without LF', 'GET /g HTTP/1.1\rHost: x\r\r', 400),
  row('two blanks in the request line', get('', 'GET  /g HTTP/1.1'), 400),
  row('a tab in the request line', get('', 'GET\t/g HTTP/1.1'), 400),
  row('a blank in the target', get('', 'GET /g h HTTP/1.1'), 400),
  row('no version', 'GET /g\r\nHost: x\r\n\r\n', 400),
  row('HTTP/1.2', get('', 'GET /g HTTP/1.2'), 505),
  row('HTTP/2.0', get('', 'GET /g HTTP/2.0'), 505),
  row('HTTP/1.1.', get('', 'GET /g HTTP/1.1.'), 400),
  row('http/1.1', get('', 'GET /g http/1.1'), 400),
  row('two hosts', get('Host: y\r\n'), 400),
  row('a host and one with a folded line', get(' y\r\n'), 400),
  row('a host with a list', 'GET /g HTTP/1.1\r\nHost: x, y\r\n\r\n', 400),
  row('an empty line before the request', `\r\n${get('')}`, g),
  row('two empty lines before the request', `\r\n\r\n${get('')}`, 400),
  row('a body with GET', `${get('Content-Length: 2\r\n')}hi`, ['GET /g hi']),
  row('a name in brackets', get('[A]: b\r\n'), 400),
  row('a name with a colon too many', get(': b\r\n'), 400),
  row('DEL in a value', get('A: \x7f\r\n'), 400),
  row('a backspace in a value', get('A: \x08\r\n'), 400),
  row('an Upgrade that nobody asked for', get('Upgrade: websocket\r\n'), g),
  row(
    'HTTP2-Settings',
    get('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'),
    g,
  ),
  row('a target with a fragment', get('', 'GET /g#h HTTP/1.1'), 400),
  row('a target with high bytes', get('', 'GET /\xe4 HTTP/1.1'), 400),
];

export const desyncCases: readonly DesyncCase[] = [...framing, ...chunks, ...heads];
