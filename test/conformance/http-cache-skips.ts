const obsolete =
  'Version 0.4.5 of the suite wants an Age field that cannot be read to make the response stale; RFC 9111 section 5.1 has it ignored, and of several values the first taken.';
const unmarked =
  'The answer is a 502 of the balancer, as it must be; the suite takes any answer without a mark of its origin for one out of the cache.';
const describesBody =
  'The field describes the body, which a 304 does not bring: RFC 9111 section 3.2 lets a cache keep the one that fits what it has stored.';
const superseded =
  'Surrogate-Control is of a note of 2001; what it was for, CDN-Cache-Control of RFC 9213 does, and that counts.';

/** Required tests of http-cache-tests that are not passed, with the reason of each. */
export const skips: Readonly<Record<string, string>> = {
  'age-parse-nonnumeric': obsolete,
  'age-parse-negative': obsolete,
  'age-parse-float': obsolete,
  'age-parse-prefix-twoline': obsolete,
  'age-parse-dup-0': obsolete,
  'age-parse-dup-0-twoline': obsolete,
  'age-parse-dup-old': obsolete,
  'age-parse-parameter': obsolete,
  'age-parse-numeric-parameter': obsolete,
  'stale-close-must-revalidate': unmarked,
  'stale-close-proxy-revalidate': unmarked,
  'stale-close-no-cache': unmarked,
  'stale-close-s-maxage=2': unmarked,
  '304-etag-update-response-Content-MD5': describesBody,
  '304-etag-update-response-Content-Type': describesBody,
  'surrogate-no-store-cc-fresh': superseded,
  'surrogate-fresh-cc-nostore': superseded,
};
