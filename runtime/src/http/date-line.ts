let line = '';
let writtenForSecond = -1;

/** The `Date` line of a response that is written now; made once a second. */
export function dateLine(): string {
  const nowMs = Date.now();
  const second = Math.floor(nowMs / 1_000);
  if (second !== writtenForSecond) {
    writtenForSecond = second;
    line = `Date: ${new Date(nowMs).toUTCString()}\r\n`;
  }
  return line;
}
