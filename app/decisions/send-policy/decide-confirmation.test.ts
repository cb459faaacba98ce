import { describe, expect, test } from 'vitest';
import { after, TEST_START } from '../../../tests/factories/times';
import { decideConfirmation, type ConfirmationFacts } from './decide-confirmation';

const facts = (changes: Partial<ConfirmationFacts> = {}): ConfirmationFacts => ({
  ...{ now: TEST_START, expiresAt: after(1), hasAddress: true, isAddressImpossible: false, isOpen: true },
  ...{ isToShop: false, sentBySharedAt: [] },
  rules: { isPaused: false, hasSender: true, hasTransactionalStream: true, wayOut: 'own' },
  ...changes,
});

describe('a mail that asks to confirm', () => {
  test('goes, and needs nobody’s consent', () => {
    expect(decideConfirmation(facts())).toEqual({ kind: 'send', consentSeq: null });
  });

  test.each<[string, Partial<ConfirmationFacts>]>([
    ['no-address', { hasAddress: false }],
    ['address-impossible', { isAddressImpossible: true }],
    ['nothing-to-confirm', { isOpen: false }],
    ['expired', { expiresAt: TEST_START }],
  ])('never goes with %s', (code, changes) => {
    expect(decideConfirmation(facts(changes))).toMatchObject({ kind: 'skip', reason: { code } });
  });

  test.each<[string, Partial<ConfirmationFacts['rules']>]>([
    ['all-sending-paused', { isPaused: true }],
    ['sender-not-set-up', { hasSender: false }],
    ['no-transactional-stream', { hasTransactionalStream: false }],
  ])('waits with %s, and looks again', (code, rules) => {
    const decision = decideConfirmation(facts({ rules: { ...facts().rules, ...rules } }));
    expect(decision).toEqual({ kind: 'defer', until: after(15 * 60_000), reason: { code } });
  });
});
