const levelNames: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };
const levelColours: Readonly<Record<number, string>> = { 10: '2', 20: '2', 30: '32', 40: '33', 50: '31' };

/**
 * A JSON log line for the eyes: `12:00:01 warn  The message.  instance=process-2`. Fields that the sentence says already, and
 * data for machines (objects and arrays), are left out; an error comes with its stack. What is no JSON object is left as it is.
 */
export function formatHumanLine(json: string, colour: boolean): string {
  const record = parseRecord(json);
  if (record === null) return json;
  const { level, time, msg, ...fields } = record;
  const code = typeof level === 'number' ? level : 30;
  const name = (levelNames[code] ?? 'info').padEnd(5);
  const clock = typeof time === 'string' ? localTime(time) : '';
  const paint = (style: string, text: string): string => (colour ? `\u001b[${style}m${text}\u001b[0m` : text);
  const message = String(msg ?? '');
  const tail = Object.entries(fields)
    .filter(([, value]) => (isError(value) || typeof value !== 'object') && !message.includes(String(value)))
    .map(([key, value]) => `${key}=${formatValue(value)}`);
  const dimmed = tail.length === 0 ? '' : `  ${paint('2', tail.join(' '))}`;
  return `${paint('2', clock)} ${paint(levelColours[code] ?? '32', name)} ${message}${dimmed}\n`;
}

/** The time of day where the reader is. */
function localTime(iso: string): string {
  const time = new Date(iso);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

function parseRecord(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function formatValue(value: unknown): string {
  if (isError(value)) return `\n${String(value.stack)}`;
  return typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value);
}

function isError(value: unknown): value is { readonly stack: unknown } {
  return typeof value === 'object' && value !== null && 'stack' in value;
}
