import { describe, expect, test } from 'vitest';
import { attribution, createTrustCheck, plainAddress } from '../../../runtime/src/http/forwarded.ts';

describe('the address of the client', () => {
  const trusted = ['10.0.0.0/8', '192.168.1.1', 'fd00::/8'];
  test.each([
    ['is the peer', '1.2.3.4', undefined, '1.2.3.4'],
    ['is the peer, whatever it says, where that is not trusted', '1.2.3.4', '6.6.6.6', '1.2.3.4'],
    ['is what a trusted peer says', '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['is what a trusted peer at a single address says', '192.168.1.1', '1.2.3.4', '1.2.3.4'],
    ['is what a trusted IPv6 peer says', 'fd00::1', '2001:db8::1', '2001:db8::1'],
    [
      'is the nearest that is not trusted: further ones may be invented',
      '10.0.0.1',
      '6.6.6.6, 1.2.3.4, 10.0.0.2',
      '1.2.3.4',
    ],
    ['is the furthest where all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['is the peer where the word is no address', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['is the peer where it says nothing', '10.0.0.1', undefined, '10.0.0.1'],
  ])('%s', (_name, peer, said, expected) => {
    const isTrusted = createTrustCheck(trusted);
    const claims = { chain: said?.split(', ') ?? [], proto: undefined, host: undefined, requestId: undefined };
    const sender = { peer, scheme: 'http', authority: 'x' } as const;
    expect(attribution(isTrusted(peer) ? claims : undefined, sender, isTrusted).clientAddress).toBe(expected);
  });

  test.each([
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::ffff:zz', '::ffff:zz'],
    ['::1', '::1'],
  ])('%s is written as %s', (address, expected) => {
    expect(plainAddress(address)).toBe(expected);
  });
});

test.each(['', 'host.example', '10.0.0.0/33', '10.0.0.0/x', 'fd00::/129', '10.0.0.0/-1'])(
  '"%s" is no entry of trustedProxies',
  (entry) => {
    expect(() => createTrustCheck([entry])).toThrow(/neither an address nor a block/);
  },
);
