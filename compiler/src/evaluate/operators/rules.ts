import type { Value } from '@tsk/parser';
import { asNumber, asText, isNull } from '../values/describe.ts';
import { compareMeasures, measure } from '../values/measure.ts';

/** True for a value that is there: not null, and no empty text. */
export function isPresent(value: Value): boolean {
  return !isNull(value) && asText(value) !== '';
}

/** True where a number, a quantity or the length of a text or array is not below a bound. */
export function isAtLeast(value: Value, least: Value): boolean {
  return (orderOf(value, least) ?? -1) >= 0;
}

/** True where a number, a quantity or the length of a text or array is not above a bound. */
export function isAtMost(value: Value, most: Value): boolean {
  return (orderOf(value, most) ?? 1) <= 0;
}

/** The order of two values that are numbers or quantities. */
export function orderOf(value: Value, bound: Value): number | undefined {
  const [a, b] = [measure(value), measure(bound)];
  return a === undefined || b === undefined ? undefined : compareMeasures(a, b);
}

/** How long a text or an array is. */
export function lengthOf(value: Value): number | undefined {
  if (value.kind === 'array') return value.elements.length;
  const text = asText(value);
  return text === undefined ? undefined : Array.from(text).length;
}

/** True for a whole number. */
export function isInteger(value: Value): boolean {
  return Number.isSafeInteger(asNumber(value));
}

/** True for a mail address as it is commonly written: a name, `@`, and a domain. */
export function isEmail(text: string): boolean {
  const [name = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || text.length > 254) return false;
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(name) && !/^\.|\.\.|\.$/.test(name) && isDomain(domain);
}

function isDomain(text: string): boolean {
  const labels = text.split('.');
  return labels.length > 1 && labels.every((label) => /^[A-Za-z0-9-]{1,63}$/.test(label) && !/^-|-$/.test(label));
}

/** True for an address with a scheme and a host, such as `https://shop.example/`. */
export function isUrl(text: string): boolean {
  const host =
    /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^\s/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^\s/?#:@]+)(?::\d{1,5})?(?:[/?#]\S*)?$/.exec(
      text,
    )?.[1];
  return host !== undefined && (!host.startsWith('[') || isIpv6(host.slice(1, -1)));
}

/** True for an IPv4 or IPv6 address. */
export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291, section 2.2: eight groups, a run of zeros as `::` once, the last two groups as an IPv4 address. */
function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const tail = /[^:]*$/.exec(text)?.[0] ?? '';
  const hasIpv4 = isIpv4(tail);
  const groups = hasIpv4 ? `${text.slice(0, text.length - tail.length)}0:0` : text;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!parts.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return false;
  return halves.length === 2 ? parts.length < 8 : parts.length === 8;
}

/** True for a telephone number: 7 to 15 digits (E.164), with `+`, blanks, brackets, dots and hyphens as they are usual. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return text.length <= 40 && /^\+?[\d\s().-]+$/.test(text) && digits >= 7 && digits <= 15;
}
