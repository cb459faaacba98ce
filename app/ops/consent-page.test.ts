import { describe, expect, test } from 'vitest';
import { exportedText } from '../../tests/factories/exported-file';
import { pageWorlds } from '../../tests/factories/page-world';
import { makePerson, unsubscribe } from '../../tests/factories/people';
import { erasePerson } from '~/customers/profiles/erase.server';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { signUpWording } from './sign-up.server';
import { consentPage, verifyNow } from './consent-page.server';
import { consentRules, saveConsentRules } from './consent-rules.server';

const inWorld = await pageWorlds();

describe('the page about consent', () => {
  test('counts addresses by what was said, and tells the newest statements in words', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const ana = await makePerson(app, shop.id);
      await makePerson(app, shop.id, { consent: 'pending' });
      await makePerson(app, shop.id, { consent: 'never-given' });
      const ben = await makePerson(app, shop.id);
      await unsubscribe(app, shop.id, ben);
      const page = await consentPage(pages, domain);
      expect(page.counts).toEqual({ granted: 1, pending: 1, withdrawn: 1, 'never-given': 1 });
      expect(page.entries).toBe(4);
      expect(page.recent[0]).toMatchObject({ what: 'Unsubscribed', profileId: ben.profileId });
      expect(page.recent.at(-1)).toMatchObject({ profileId: ana.profileId });
    }));

  test('does not lead to somebody who was erased, and still verifies', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const ana = await makePerson(app, shop.id);
      await app.db.transaction((tx) => erasePerson(tx, shop.id, ana.profileId));
      const page = await consentPage(pages, domain);
      expect(page.recent).toMatchObject([{ profileId: null }]);
      expect(page.counts.granted).toBe(0);
      const verified = await verifyNow(pages, domain);
      expect(verified).toMatchObject({ isWhole: true, sentence: 'The one entry is as it was written.' });
      expect(verified.head).toMatch(/^[0-9a-f]{64}$/);
    }));
});

describe('the ledger as a file', () => {
  test('names nobody unless it is asked to, and that is written down before the first line', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const asking = { pages: { ...pages, systemClock: app.systemClock }, shop: { id: shop.id, domain }, actor: '7' };
      const read = async (search: string) => (await exportedText(asking, 'consents', search)).trimEnd().split('\r\n');
      const ana = await makePerson(app, shop.id, { email: 'ana@example.com' });
      const plain = await read('');
      expect(plain).toHaveLength(2);
      expect(plain[1]).toContain(ana.addressId);
      expect(plain.join()).not.toContain('ana@example.com');
      expect(await app.db.prisma.accessLogEntry.count()).toBe(0);
      const named = await read('addresses=1');
      expect(await app.db.prisma.accessLogEntry.findMany()).toMatchObject([{ actor: '7', what: 'consent-exported' }]);
      expect(named[1]).toContain('ana@example.com');
    }));
});

describe('the shop’s rules about consent', () => {
  const form = (changes: object = {}) => ({
    ...{ doubleOptIn: 'off', countries: '', transactionalStream: '', topics: '[]', wording: 'Yes, send me your news.' },
    ...changes,
  });

  test('are off with the usual topics and wording until it sets some', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await consentRules(pages, domain)).toMatchObject({
        ...{ doubleOptIn: 'off', transactionalStream: null, hasSender: true },
        topics: [{ key: 'cart-reminders', flows: ['abandoned-cart'] }],
        flows: [{ key: 'abandoned-cart' }],
        wording: expect.stringContaining('Oak & Elm') as unknown,
      });
    }));

  test('are saved, each wording as a version that stays', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const deps = { ...pages, systemClock: app.systemClock };
      const topics = JSON.stringify([{ key: 'news', name: 'News', flows: ['abandoned-cart'] }]);
      const changes = { doubleOptIn: 'countries', countries: 'de; at, DE', transactionalStream: 'outbound', topics };
      expect(await saveConsentRules(deps, domain, form(changes))).toEqual({ kind: 'saved' });
      expect(await loadConsentSettings(app.db.prisma, shop.id)).toMatchObject({
        doubleOptIn: { mode: 'countries', countries: ['DE', 'AT'] },
        topics: [{ key: 'news' }],
      });
      expect(await consentRules(pages, domain)).toMatchObject({ transactionalStream: 'outbound', countries: 'DE, AT' });
      expect(await signUpWording(app, shop.id)).toMatchObject({ version: 1, text: 'Yes, send me your news.' });
      await saveConsentRules(deps, domain, form({ wording: 'Yes, I want your letters.' }));
      expect(await signUpWording(app, shop.id)).toMatchObject({ version: 2 });
      await saveConsentRules(deps, domain, form());
      expect(await signUpWording(app, shop.id)).toMatchObject({ version: 1 });
    }));

  test.each([
    ['transactionalStream', { transactionalStream: 'broadcast' }, 'is no transactional stream'],
    ['transactionalStream', { transactionalStream: 'nowhere' }, 'Postmark says'],
    ['countries', { doubleOptIn: 'countries', countries: '' }, 'at least one country'],
    ['countries', { countries: 'Germany' }, 'two letters'],
    ['topics', { topics: '[{"key":"a","name":"","flows":[]}]' }, 'is needed'],
    ['wording', { wording: 'x' }, 'what people agree to'],
  ])('are refused at %s for %j', (field, changes, words) =>
    inWorld(async ({ app, pages, domain }) => {
      const outcome = await saveConsentRules({ ...pages, systemClock: app.systemClock }, domain, form(changes));
      expect(outcome).toMatchObject({
        kind: 'refused',
        problems: [{ field, message: expect.stringContaining(words) as unknown }],
      });
    }),
  );
});
