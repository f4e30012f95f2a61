/** What a file that `[load_balancing.ssl]` names holds, as far as the checks speak of it. A PEM file may hold a certificate, a key or both. */
export type CertificateFacts =
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'pem'; readonly certificate?: Certificate; readonly privateKey?: PrivateKey };

/** The server's own certificate: the first of a chain. Times are in milliseconds since 1970. */
interface Certificate {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** The public key in a canonical form: two that are equal belong together. */
  readonly publicKey: string;
  /** Bits of an RSA key; left out for other kinds of key. */
  readonly rsaBits?: number;
}

interface PrivateKey {
  /** The public key that belongs to it, in the same form. */
  readonly publicKey: string;
}
