import { createServer } from 'node:net';

/**
 * Asks the system for a TCP port of the loopback address that nobody listens on. Another program may take it before
 * it is used; whoever uses it has to try again then.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
