/** What can be wrong with a head. Each is a negative number, so that a scan can return it in place of a length. */
export const HeadProblem = {
  TooLarge: -1,
  TooManyFields: -2,
  BareLineFeed: -3,
  Method: -4,
  Target: -5,
  Version: -6,
  UnsupportedVersion: -7,
  FieldName: -8,
  FieldValue: -9,
  Folded: -10,
  NoColon: -11,
  Status: -12,
} as const;

/** One of the numbers of the table `HeadProblem`. */
export type HeadProblem = (typeof HeadProblem)[keyof typeof HeadProblem];

const explanations: ReadonlyMap<number, { readonly status: 400 | 431 | 505; readonly reason: string }> = new Map([
  [HeadProblem.TooLarge, { status: 431, reason: 'the head of the request is too large' }],
  [HeadProblem.TooManyFields, { status: 431, reason: 'too many header fields' }],
  [HeadProblem.BareLineFeed, { status: 400, reason: 'a line does not end with CR LF' }],
  [HeadProblem.Method, { status: 400, reason: 'the method is not a token' }],
  [HeadProblem.Target, { status: 400, reason: 'the target has characters that do not belong in one' }],
  [HeadProblem.Version, { status: 400, reason: 'the request line does not end with an HTTP version' }],
  [HeadProblem.UnsupportedVersion, { status: 505, reason: 'only HTTP/1.0 and HTTP/1.1 are spoken here' }],
  [HeadProblem.FieldName, { status: 400, reason: 'the name of a header field is not a token' }],
  [HeadProblem.FieldValue, { status: 400, reason: 'a header field has characters that do not belong in one' }],
  [HeadProblem.Folded, { status: 400, reason: 'a header field is continued on another line' }],
  [HeadProblem.NoColon, { status: 400, reason: 'a header line has no colon right after its name' }],
  [HeadProblem.Status, { status: 400, reason: 'the status line is not one' }],
]);

/** What a client is told of a problem with its head: a status and a reason. */
export function explainHeadProblem(problem: number): { readonly status: 400 | 431 | 505; readonly reason: string } {
  return explanations.get(problem) ?? { status: 400, reason: 'the head of the request cannot be read' };
}
