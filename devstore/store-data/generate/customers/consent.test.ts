import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../seeded-random';
import { type Consent, consentFor, isSubscribedAt } from './consent';

const DAY = 86_400_000;
const endsAt = Date.parse('2026-09-30T10:00:00Z');
const createdAt = endsAt - 200 * DAY;
const firstOrderAt = createdAt + 10 * DAY;

const many = (over: Partial<Parameters<typeof consentFor>[0]> = {}): Consent[] => {
  const random = seededRandom(1, 'consent');
  return Array.from({ length: 2000 }, () =>
    consentFor({ createdAt, firstOrderAt, hasEmail: true, endsAt, ...over }, random),
  );
};
const share = (consents: Consent[], state: Consent['state']) =>
  consents.filter((consent) => consent.state === state).length / consents.length;

describe('consentFor', () => {
  it('makes about six in ten buyers subscribers, and leaves some pending, gone or never asked', () => {
    const consents = many();
    expect(share(consents, 'SUBSCRIBED')).toBeCloseTo(0.58, 1);
    for (const state of ['UNSUBSCRIBED', 'PENDING', 'NOT_SUBSCRIBED'] as const)
      expect(share(consents, state), state).toBeGreaterThan(0.02);
  });

  it('never subscribes someone without an address', () => {
    expect(new Set(many({ hasEmail: false }).map(({ state }) => state))).toEqual(new Set(['NOT_SUBSCRIBED']));
  });

  it('gives each state the level and time that belong to it', () => {
    for (const { state, optInLevel, updatedAt, subscribed } of many()) {
      if (state === 'NOT_SUBSCRIBED') expect([optInLevel, updatedAt, subscribed]).toEqual([null, null, null]);
      else expect(updatedAt).toBeGreaterThanOrEqual(createdAt);
      if (state === 'PENDING') expect([optInLevel, subscribed]).toEqual(['CONFIRMED_OPT_IN', null]);
      if (state === 'UNSUBSCRIBED') expect(updatedAt).toBe(subscribed?.until);
      if (state === 'UNSUBSCRIBED') expect(updatedAt).toBeLessThanOrEqual(endsAt);
    }
  });

  it('takes consent at the checkout of the first order or at sign-up, with the level of that place', () => {
    const subscribers = many().filter(({ state }) => state === 'SUBSCRIBED');
    const atCheckout = subscribers.filter(({ updatedAt }) => updatedAt === firstOrderAt);
    expect(atCheckout.length).toBeGreaterThan(300);
    expect(new Set(atCheckout.map(({ optInLevel }) => optInLevel))).toEqual(new Set(['SINGLE_OPT_IN']));
    const atSignUp = subscribers.filter(({ updatedAt }) => updatedAt === createdAt);
    expect(atCheckout.length + atSignUp.length).toBe(subscribers.length);
  });

  it('does not let someone leave who came yesterday', () => {
    const consents = many({ createdAt: endsAt - DAY, firstOrderAt: null });
    expect(consents.filter(({ state }) => state === 'UNSUBSCRIBED')).toEqual([]);
  });
});

describe('isSubscribedAt', () => {
  it('holds from the consent until the withdrawal, and not at that instant', () => {
    const consent: Consent = {
      state: 'UNSUBSCRIBED',
      optInLevel: 'SINGLE_OPT_IN',
      updatedAt: 200,
      subscribed: { from: 100, until: 200 },
    };
    expect([99, 100, 199, 200].map((at) => isSubscribedAt(consent, at))).toEqual([false, true, true, false]);
  });
});
