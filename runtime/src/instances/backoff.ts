/** Wait before the first retry; each further failure doubles it. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** How long an instance must have been ready for its end to count as a first failure again, in milliseconds. */
export const STABLE_AFTER_MS = 30_000;

/** The wait before the next try after so many failures in a row: the first is tried again at once. */
export function backoffMs(failures: number): number {
  if (failures <= 1) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 2));
}
