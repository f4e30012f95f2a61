/** Statuses whose responses may be kept without explicit freshness (RFC 9110 section 15.1); 206 is left out, as it is never stored. */
const HEURISTICALLY_CACHEABLE = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Final statuses that RFC 9110 defines and that need nothing of a cache but to be kept: 206 and 304 are handled apart. */
const UNDERSTOOD = new Set([
  200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410,
  411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 500, 501, 502, 503, 504, 505,
]);

/** Whether a response of this status may be given a heuristic lifetime. */
export function isHeuristicallyCacheable(status: number): boolean {
  return HEURISTICALLY_CACHEABLE.has(status);
}

/** Whether this cache knows what the status asks of it, as `must-understand` wants (RFC 9111 section 5.2.2.3). */
export function isUnderstoodStatus(status: number): boolean {
  return UNDERSTOOD.has(status);
}

/** Statuses that `stale-if-error` counts as errors (RFC 5861 section 4). */
export function isErrorStatus(status: number): boolean {
  return status === 500 || status === 502 || status === 503 || status === 504;
}
