import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCustomerPrivacy, pixelPrivacy } from './customer-privacy';
import { shiftClock } from './shift-clock';

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

const answersOf = (isConsentRequired: boolean) => Object.values(pixelPrivacy(createCustomerPrivacy(isConsentRequired)));

describe('the Customer Privacy API', () => {
  test('allows nothing but sale before a choice where consent is required, everything elsewhere', () => {
    expect(answersOf(true)).toEqual([false, false, false, true]);
    expect(answersOf(false)).toEqual([true, true, true, true]);
    expect(createCustomerPrivacy(true).shouldShowBanner()).toBe(true);
    expect(createCustomerPrivacy(false).shouldShowBanner()).toBe(false);
  });

  test('keeps each choice by itself, and says so on the document afterwards', async () => {
    const privacy = createCustomerPrivacy(true);
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
    createCustomerPrivacy(true).setTrackingConsent({ analytics: true });
    expect(page.events).toEqual([]);
  });

  test('takes Global Privacy Control as a refusal of data sale', () => {
    vi.stubGlobal('navigator', { globalPrivacyControl: true });
    expect(answersOf(false)).toEqual([true, true, true, false]);
  });

  test('refuses what is no choice, with the remedy', () => {
    const errors: unknown[] = [];
    createCustomerPrivacy(true).setTrackingConsent(true as never, (error) => errors.push(error));
    expect(errors).toEqual([{ error: expect.stringContaining('pass an object') }]);
  });
});

describe('a page’s clock', () => {
  const AHEAD_MS = 400 * 24 * 3600 * 1000;
  const shifted = () => {
    const scope = { Date };
    shiftClock(scope, AHEAD_MS);
    return scope.Date;
  };
  const near = (ms: number) => expect(Math.abs(Date.now() + AHEAD_MS - ms)).toBeLessThan(5_000);

  test('says business time wherever a script asks for now', () => {
    const PageDate = shifted();
    near(PageDate.now());
    near(new PageDate().getTime());
    near(Date.parse(PageDate()));
  });

  test('leaves given instants and the rest of Date alone', () => {
    const PageDate = shifted();
    expect(new PageDate('2026-01-01T00:00:00Z').toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(new PageDate(2026, 0, 1)).toEqual(new Date(2026, 0, 1));
    expect(PageDate.UTC(2026, 0, 1)).toBe(Date.UTC(2026, 0, 1));
    expect(new PageDate() instanceof Date).toBe(true);
  });
});
