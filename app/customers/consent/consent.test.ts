import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import {
  CONFIRM_WITHIN_DAYS,
  CONSENT_SOURCES,
  consentToBeTold,
  deriveConsent,
  mayMail,
  NO_CONSENT,
  type Consent,
  type ConsentFact,
  type ConsentSource,
  type ConsentStateName,
} from './consent';

const states: ConsentStateName[] = ['granted', 'never-given', 'pending', 'withdrawn'];

const DAY_MS = 86_400_000;
const fact = (state: ConsentStateName, source: ConsentSource, ms: number, seq = 1n): ConsentFact => ({
  ...{ seq, state, source },
  occurredAt: after(ms),
});
const asked = (ms: number, seq = 1n) => fact('pending', 'sign-up', ms, seq);
const confirmed = (ms: number, seq = 2n) => fact('granted', 'double-opt-in', ms, seq);

/** Few instants and many entries, so that several fall on one. Of sources whose grants always count. */
const plainSources: ConsentSource[] = ['shopify-webhook', 'sign-up', 'api', 'preference-centre'];
const anyOf = (sources: readonly ConsentSource[], stepMs: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...states), fc.nat(4), fc.constantFrom(...sources)), { maxLength: 8 })
    .map((all) => all.map(([state, step, source], index) => fact(state, source, step * stepMs, BigInt(index + 1))));
const entries = anyOf(plainSources, 1);
/** Of every source, with steps of twelve days: some confirmations come in time and some do not. */
const allEntries = anyOf(CONSENT_SOURCES, 12 * DAY_MS);

describe('what a ledger’s entries amount to', () => {
  it('does not depend on the order in which they arrived', () => {
    fc.assert(
      fc.property(
        allEntries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
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
    const said = (state: ConsentStateName, ms: number, seq: bigint) => fact(state, 'shopify-webhook', ms, seq);
    expect(deriveConsent([said('withdrawn', 0, 1n), said('granted', 0, 2n)]).state).toBe('withdrawn');
    expect(deriveConsent([said('withdrawn', 0, 1n), said('granted', 1, 2n)]).state).toBe('granted');
    expect(deriveConsent([said('granted', 1, 1n), said('withdrawn', 0, 2n)]).state).toBe('granted');
  });
});

describe('consent, whoever told of it,', () => {
  it('is never granted without an entry that grants it, and never past a later one that takes it away', () => {
    fc.assert(
      fc.property(allEntries, (all) => {
        const derived = deriveConsent(all);
        fc.pre(derived.state === 'granted');
        const since = derived.since ?? new Date(NaN);
        expect(all.find(({ seq }) => seq === derived.entrySeq)).toMatchObject({ state: 'granted', occurredAt: since });
        expect(all.filter(({ state, occurredAt }) => state !== 'granted' && occurredAt >= since)).toEqual([]);
      }),
    );
  });

  it('is not given by one more entry that takes it away', () => {
    const more = fc.constantFrom<ConsentStateName[]>('withdrawn', 'pending', 'never-given');
    fc.assert(
      fc.property(allEntries, more, fc.nat(4), (all, state, step) => {
        fc.pre(state !== 'pending');
        const entry = fact(state, 'shopify-webhook', step * 12 * DAY_MS, 99n);
        if (deriveConsent([...all, entry]).state === 'granted') expect(deriveConsent(all).state).toBe('granted');
      }),
    );
  });
});

describe('a double opt-in', () => {
  it('is pending until it is confirmed', () => {
    expect(deriveConsent([asked(0)]).state).toBe('pending');
    expect(deriveConsent([asked(0), confirmed(1)]).state).toBe('granted');
  });

  it('cannot be confirmed after its time, nor where nobody asked', () => {
    const lastMs = CONFIRM_WITHIN_DAYS * DAY_MS;
    expect(deriveConsent([asked(0), confirmed(lastMs - 1)]).state).toBe('granted');
    expect(deriveConsent([asked(0), confirmed(lastMs)]).state).toBe('pending');
    expect(deriveConsent([confirmed(1)])).toEqual(NO_CONSENT);
    expect(deriveConsent([asked(2), confirmed(1)]).state).toBe('pending');
  });

  it('asked again can be confirmed by either mail', () => {
    const again = asked(40 * DAY_MS, 3n);
    expect(deriveConsent([asked(0), again, confirmed(50 * DAY_MS)]).state).toBe('granted');
  });
});

describe('a mailbox that works again', () => {
  const bounced = fact('withdrawn', 'bounce', 10, 2n);
  const lifted = fact('granted', 'bounce-lifted', 20, 3n);

  it('goes back to the yes of its owner', () => {
    expect(deriveConsent([fact('granted', 'sign-up', 0), bounced, lifted])).toMatchObject({
      state: 'granted',
      entrySeq: 3n,
    });
  });

  it.each(['never-given', 'pending'] as const)('to nothing where there was none: %s', (before) => {
    expect(deriveConsent([bounced, lifted]).state).toBe('withdrawn');
    expect(deriveConsent([fact(before, 'sign-up', 0), bounced, lifted]).state).toBe('withdrawn');
  });

  it.each(['unsubscribe-link', 'complaint'] as const)('never over a no of theirs (%s), before or after', (no) => {
    const yes = fact('granted', 'sign-up', 0);
    expect(deriveConsent([yes, fact('withdrawn', no, 5, 4n), bounced, lifted]).state).toBe('withdrawn');
    expect(deriveConsent([yes, bounced, fact('withdrawn', no, 15, 4n), lifted]).state).toBe('withdrawn');
    expect(deriveConsent([yes, bounced, lifted, fact('withdrawn', no, 25, 4n)]).state).toBe('withdrawn');
  });

  it('that refuses once more is believed', () => {
    const again = fact('withdrawn', 'bounce', 30, 4n);
    expect(deriveConsent([fact('granted', 'sign-up', 0), bounced, lifted, again]).state).toBe('withdrawn');
  });
});

describe.each(['import', 'admin'] as const)('a grant that is told second-hand (%s)', (source) => {
  it('counts for somebody who never said no', () => {
    expect(deriveConsent([fact('granted', source, 0)]).state).toBe('granted');
  });

  it.each(['unsubscribe-link', 'complaint', 'bounce', 'shopify-webhook'] as const)(
    'does not outweigh an earlier no (%s), however much later it claims to be',
    (no) => {
      expect(deriveConsent([fact('withdrawn', no, 0), fact('granted', source, 400 * DAY_MS, 2n)]).state).toBe(
        'withdrawn',
      );
    },
  );

  it('is outlived by the person’s own yes', () => {
    const back = fact('granted', 'shopify-webhook', 2, 3n);
    expect(deriveConsent([fact('withdrawn', 'complaint', 0), fact('granted', source, 1, 2n), back]).entrySeq).toBe(3n);
  });
});

describe('what was asked for', () => {
  const said = (state: ConsentStateName, ms: number): Consent => ({ state, entrySeq: 1n, since: after(ms) });
  const stateOf = (asked: Consent, marketing: Consent) => consentToBeTold(asked, marketing).state;

  it('may be told to who agreed to it, or to all mail', () => {
    expect(stateOf(said('granted', 1), NO_CONSENT)).toBe('granted');
    expect(stateOf(NO_CONSENT, said('granted', 1))).toBe('granted');
    expect(stateOf(said('pending', 2), said('withdrawn', 1))).toBe('pending');
    expect(stateOf(NO_CONSENT, NO_CONSENT)).toBe('never-given');
  });

  it('may be told to who wants no other mail, but to nobody who said no to all mail afterwards', () => {
    expect(stateOf(said('granted', 2), said('withdrawn', 1))).toBe('granted');
    expect(stateOf(said('granted', 1), said('withdrawn', 1))).toBe('withdrawn');
    expect(stateOf(said('granted', 1), said('withdrawn', 2))).toBe('withdrawn');
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
