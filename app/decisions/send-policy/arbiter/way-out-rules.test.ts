import { describe, expect, test } from 'vitest';
import { sendFacts } from '../../../../tests/factories/send-facts';
import { TEST_START, after } from '../../../../tests/factories/times';
import { decideSend } from './decide-send';
import type { WayOut } from './send-facts';
import { SHARED_A_DAY } from './way-out-rules';

const HOUR_MS = 3_600_000;
const decided = (wayOut: WayOut, changes: Parameters<typeof sendFacts>[0] = {}) =>
  decideSend(sendFacts({ ...changes, rules: { wayOut } }));

describe('until a shop has a domain of its own', () => {
  test.each<[WayOut, boolean, string]>([
    ['own', false, 'send'],
    ['shared', false, 'send'],
    ['only-shop', true, 'send'],
    ['only-shop', false, 'defer'],
    ['nowhere', true, 'defer'],
    ['nowhere', false, 'defer'],
  ])('by %s, to the shop itself: %s: %s', (wayOut, isToShop, kind) => {
    expect(decided(wayOut, { isToShop }).kind).toBe(kind);
  });

  test('a mail waits with its reason, and looks again within a quarter of an hour', () => {
    expect(decided('only-shop')).toEqual({
      kind: 'defer',
      until: after(HOUR_MS / 4),
      reason: { code: 'domain-not-verified' },
    });
  });

  test('what no sender is set up for says that and nothing of a domain', () => {
    const facts = sendFacts({ rules: { wayOut: 'only-shop', hasSender: false } });
    expect(decideSend(facts)).toMatchObject({ reason: { code: 'sender-not-set-up' } });
  });

  test('a mail that is forbidden is not merely late', () => {
    expect(decided('only-shop', { hasAddress: false })).toMatchObject({ kind: 'skip' });
  });
});

describe('the shared domain', () => {
  /** The newest an hour ago, each a minute before the one after. */
  const sent = (count: number) => Array.from({ length: count }, (_, nth) => after(-HOUR_MS - nth * 60_000));

  test('takes so many a day and then no more', () => {
    expect(decided('shared', { sentBySharedAt: sent(SHARED_A_DAY - 1) }).kind).toBe('send');
    expect(decided('shared', { sentBySharedAt: sent(SHARED_A_DAY) }).kind).toBe('defer');
  });

  test('has room again when the oldest of them is a day old, to the millisecond', () => {
    const sentBySharedAt = sent(SHARED_A_DAY);
    const until = new Date((sentBySharedAt.at(-1)?.getTime() ?? 0) + 24 * HOUR_MS);
    expect(decided('shared', { sentBySharedAt })).toEqual({
      ...{ kind: 'defer', until },
      reason: { code: 'shared-limit', most: SHARED_A_DAY, until: until.toISOString() },
    });
    const expiresAt = after(100 * HOUR_MS);
    const before = new Date(until.getTime() - 1);
    expect(decided('shared', { sentBySharedAt, expiresAt, now: before }).kind).toBe('defer');
    expect(decided('shared', { sentBySharedAt, expiresAt, now: until }).kind).toBe('send');
    expect(TEST_START < before).toBe(true);
  });

  test('counts for nobody else', () => {
    expect(decided('own', { sentBySharedAt: sent(SHARED_A_DAY) }).kind).toBe('send');
  });
});
