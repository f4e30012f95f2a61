/** The version of this package, as `--version` and the handshake show it. */
export const version = '0.1.0';
