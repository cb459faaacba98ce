import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCustomerPrivacy, pixelPrivacy } from './customer-privacy';
import { shiftClock } from './shift-clock';
import type { PageSetup } from '../pixel/page-setup';

/** A page's document: one cookie, and the events told on it. */
const page = {
  cookie: '',
  events: [] as CustomEvent[],
  dispatchEvent: (event: CustomEvent) => page.events.push(event) > 0,
};

beforeEach(() => {
  Object.assign(page, { cookie: '', events: [] });
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

const privacyFor = (isConsentRequired: boolean, countryCode = 'DE') =>
  createCustomerPrivacy({ isConsentRequired, shop: { countryCode } as PageSetup['shop'] });
const answersOf = (isConsentRequired: boolean) => Object.values(pixelPrivacy(privacyFor(isConsentRequired)));

describe('the Customer Privacy API', () => {
  test('allows nothing but sale before a choice where consent is required, everything elsewhere', () => {
    expect(answersOf(true)).toEqual([false, false, false, true]);
    expect(answersOf(false)).toEqual([true, true, true, true]);
    expect(privacyFor(true).shouldShowBanner()).toBe(true);
    expect(privacyFor(false).shouldShowBanner()).toBe(false);
  });

  test('keeps each choice by itself, and says so on the document afterwards', async () => {
    const privacy = privacyFor(true);
    await new Promise<void>((done) =>
      privacy.setTrackingConsent({ analytics: true, sale_of_data: false }, () => done()),
    );
    await new Promise<void>((done) => privacy.setTrackingConsent({ marketing: false }, () => done()));
    expect(privacy.currentVisitorConsent()).toEqual({
      analytics: 'yes',
      marketing: 'no',
      preferences: '',
      sale_of_data: 'no',
    });
    expect(answersOf(true)).toEqual([true, false, false, false]);
    expect(privacy.shouldShowBanner()).toBe(false);
    expect(
      page.events.map((event) => [event.type, (event.detail as { marketingAllowed: boolean }).marketingAllowed]),
    ).toEqual([
      ['visitorConsentCollected', false],
      ['visitorConsentCollected', false],
    ]);
  });

  test('tells of a choice later, never within the call', () => {
    privacyFor(true).setTrackingConsent({ analytics: true });
    expect(page.events).toEqual([]);
  });

  test('takes Global Privacy Control as a refusal of data sale', () => {
    vi.stubGlobal('navigator', { globalPrivacyControl: true });
    expect(answersOf(false)).toEqual([true, true, true, false]);
  });

  test('names the region and what its law asks for', () => {
    const german = privacyFor(true);
    expect([german.getRegion(), german.isRegulationEnforced(), german.saleOfDataRegion()]).toEqual(['DE', true, false]);
    const american = privacyFor(false, 'US');
    expect([american.getRegion(), american.isRegulationEnforced(), american.saleOfDataRegion()]).toEqual([
      'US',
      false,
      true,
    ]);
  });

  test('refuses what is no choice, with the remedy', () => {
    const errors: unknown[] = [];
    privacyFor(true).setTrackingConsent(true as never, (error) => errors.push(error));
    expect(errors).toEqual([{ error: expect.stringContaining('pass an object') }]);
  });
});

describe('a page’s clock', () => {
  const AHEAD_MS = 400 * 24 * 3600 * 1000;
  let aheadMs: number;
  beforeEach(() => void (aheadMs = AHEAD_MS));
  const shifted = () => {
    const scope = { Date };
    shiftClock(scope, () => aheadMs);
    return scope.Date;
  };
  const near = (ms: number) => expect(Math.abs(Date.now() + AHEAD_MS - ms)).toBeLessThan(5_000);

  test('says business time wherever a script asks for now', () => {
    const PageDate = shifted();
    near(PageDate.now());
    near(new PageDate().getTime());
    near(Date.parse(PageDate()));
  });

  test('goes on with it when the clock is moved under an open page', () => {
    const PageDate = shifted();
    aheadMs = 0;
    expect(Math.abs(Date.now() - PageDate.now())).toBeLessThan(5_000);
  });

  test('leaves given instants and the rest of Date alone', () => {
    const PageDate = shifted();
    expect(new PageDate('2026-01-01T00:00:00Z').toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(new PageDate(2026, 0, 1)).toEqual(new Date(2026, 0, 1));
    expect(PageDate.UTC(2026, 0, 1)).toBe(Date.UTC(2026, 0, 1));
    expect(new PageDate() instanceof Date).toBe(true);
  });
});
