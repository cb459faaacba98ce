import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import { deriveConsent, mayMail, NO_CONSENT, type ConsentFact, type ConsentStateName } from './consent';

const states: ConsentStateName[] = ['granted', 'never-given', 'pending', 'withdrawn'];

/** Few instants and many entries, so that several fall on one. */
const entries = fc
  .array(fc.tuple(fc.constantFrom(...states), fc.nat(3)), { maxLength: 8 })
  .map((all) =>
    all.map(([state, ms], index): ConsentFact => ({ seq: BigInt(index + 1), state, occurredAt: after(ms) })),
  );

describe('what a ledger’s entries amount to', () => {
  it('does not depend on the order in which they arrived', () => {
    fc.assert(
      fc.property(
        entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(deriveConsent(shuffled)).toEqual(deriveConsent(all));
        },
      ),
    );
  });

  it('is the most restrictive of what was said last', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const latest = Math.max(...all.map(({ occurredAt }) => occurredAt.getTime()));
        const last = all.filter(({ occurredAt }) => occurredAt.getTime() === latest).map(({ state }) => state);
        const strictest = (['withdrawn', 'pending', 'never-given', 'granted'] as const).find((state) =>
          last.includes(state),
        );
        const derived = deriveConsent(all);
        expect(derived.state).toBe(strictest ?? 'never-given');
        if (all.length) expect(derived.since?.getTime()).toBe(latest);
      }),
    );
  });

  it('names an entry that says so at that instant', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const { state, entrySeq, since } = deriveConsent(all);
        const named = all.find(({ seq }) => seq === entrySeq);
        if (all.length) expect(named).toMatchObject({ state, occurredAt: since });
        else expect(entrySeq).toBeNull();
      }),
    );
  });

  it('is nothing where nothing was ever said', () => {
    expect(deriveConsent([])).toEqual(NO_CONSENT);
  });

  it('is withdrawn by who grants and withdraws in one breath, and granted by who comes back', () => {
    const said = (state: ConsentStateName, ms: number, seq: bigint): ConsentFact => ({
      seq,
      state,
      occurredAt: after(ms),
    });
    expect(deriveConsent([said('withdrawn', 0, 1n), said('granted', 0, 2n)]).state).toBe('withdrawn');
    expect(deriveConsent([said('withdrawn', 0, 1n), said('granted', 1, 2n)]).state).toBe('granted');
    expect(deriveConsent([said('granted', 1, 1n), said('withdrawn', 0, 2n)]).state).toBe('granted');
  });
});

describe('whether marketing may be sent', () => {
  it.each(states)('to somebody whose consent is %s', (state) => {
    const decided = mayMail({ state, entrySeq: 7n, since: after(0) });
    expect(decided).toEqual(state === 'granted' ? { allowed: true, entrySeq: 7n } : { allowed: false, state });
  });

  it('is no where no entry stands behind it', () => {
    expect(mayMail({ state: 'granted', entrySeq: null, since: null })).toMatchObject({ allowed: false });
    expect(mayMail(NO_CONSENT)).toEqual({ allowed: false, state: 'never-given' });
  });
});
