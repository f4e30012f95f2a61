/**
 * The value of the first field of that name, in lower case, in a head that was validated: `Name: value` lines that end with CRLF.
 * It is for the rare field that routing asks for, and costs nothing where nobody asks.
 */
export function findInHead(head: string, name: string): string | undefined {
  for (let start = head.indexOf('\r\n') + 2; start > 1; ) {
    const end = head.indexOf('\r\n', start);
    if (end <= start) return undefined;
    const isNamed = head[start + name.length] === ':' && head.slice(start, start + name.length).toLowerCase() === name;
    if (isNamed) return head.slice(start + name.length + 1, end).trim();
    start = end + 2;
  }
  return undefined;
}
