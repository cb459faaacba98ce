import { describe, expect, it } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { after } from '../../../tests/factories/times';
import type { AdminClient } from '~/integrations/shopify/admin-client.server';
import { countView } from './count-view.server';
import { usualSettings, usualTexts, type FormSettings } from './form-settings';
import { previewStorefront } from './preview-storefront.server';
import { saveConsent } from './save-consent.server';
import { readSettings, saveStorefront, storefrontPage } from './storefront-page.server';
import { tellThemeAgain } from './tell-theme.server';
import type { ThemeSettings } from './theme-settings';
import { FORM_WORDS, LANGUAGES } from './words';

const inWorld = await pageWorlds();
const MINUTE = 60_000;
const USUAL = usualSettings('en');
const saved = (settings: FormSettings) => ({ settings: JSON.stringify(settings) });

/** The shop's own page with Shopify behind it, whose one shop it is. */
const withShopify = (
  work: (world: PageWorld & { all: Deps; told: () => ThemeSettings | undefined }) => Promise<void>,
) =>
  inWorld((world) =>
    inShopify((shopify) => work({ ...world, all: depsOf(world, shopify.admin), told: () => toldOf(shopify) })),
  );

type Deps = ReturnType<typeof depsOf>;
function depsOf({ pages, app }: PageWorld, admin: AdminClient) {
  const asOwner: AdminClient = { ...admin, run: (_domain, ...asked) => admin.run(shopDomain, ...asked) };
  return { ...pages, admin: asOwner, systemClock: app.systemClock, logger: app.logger };
}
const toldOf = ({ standIn }: ShopifyWorld) =>
  standIn.appMetafields()['kindred']?.['storefront']?.value as ThemeSettings | undefined;

describe('the forms on the storefront', () => {
  it('say nothing before something was saved; then the theme is told, with sentences that are kept', () =>
    withShopify(async ({ all, domain, told, app, shop }) => {
      expect((await storefrontPage(all, domain)).theme).toEqual({ kind: 'unset' });
      expect(told()).toBeUndefined();
      expect(await saveStorefront(all, domain, saved(USUAL), '7')).toEqual({ kind: 'saved' });
      expect((await storefrontPage(all, domain)).theme).toMatchObject({ kind: 'told' });
      const { consent, stock_consent: stock } = told()?.texts.en ?? {};
      const kept = await app.db.prisma.consentWording.findMany({ where: { shopId: shop.id } });
      for (const said of [consent, stock])
        expect(kept.find(({ version }) => version === said?.version)?.text).toBe(said?.text);
      const done = await app.db.prisma.activityEntry.findFirstOrThrow({ where: { kind: 'storefront-changed' } });
      expect(done.actor).toBe('7');
    }));

  it('speak each language with its own sentence, and a changed sentence is another version', () =>
    withShopify(async ({ all, domain, told }) => {
      const de = { ...usualTexts('de'), consent: 'Ja, ich möchte Post von euch bekommen.' };
      await saveStorefront(all, domain, saved({ ...USUAL, texts: { ...USUAL.texts, de } }));
      const before = told()?.texts.de?.consent;
      expect(before?.text).toBe(de.consent);
      const changed = { ...de, consent: 'Ja, gern, bis ich mich abmelde.' };
      await saveStorefront(all, domain, saved({ ...USUAL, texts: { ...USUAL.texts, de: changed } }));
      expect(told()?.texts.de?.consent.version).toBeGreaterThan(before?.version ?? 0);
      expect(told()?.texts.de?.email).toBe('E-Mail');
      expect(told()?.fallback).toBe('en');
    }));

  it('follow who has to confirm, as the consent settings say', () =>
    withShopify(async ({ all, domain, told }) => {
      await saveStorefront(all, domain, saved(USUAL));
      expect(told()?.confirm.mode).toBe('off');
      const rules = { doubleOptIn: 'countries', countries: 'DE, AT', transactionalStream: '', topics: '[]' };
      const wording = 'Yes, write to me until I say stop.';
      expect(await saveConsent(all, domain, { ...rules, wording })).toEqual({ kind: 'saved' });
      expect(told()?.confirm).toEqual({ mode: 'countries', countries: ['DE', 'AT'] });
      expect(told()?.texts.en?.consent.text).toBe(wording);
    }));

  it('stay to be told while Shopify does not answer, and the page says so', () =>
    withShopify(async ({ all, domain }) => {
      const admin: AdminClient = { ...all.admin, run: () => Promise.reject(new Error('no answer')) };
      expect(await saveStorefront({ ...all, admin }, domain, saved(USUAL))).toEqual({ kind: 'saved' });
      expect((await storefrontPage(all, domain)).theme).toEqual({
        ...{ kind: 'not-told', problem: 'Shopify did not answer', isTriedAgain: true },
      });
      await saveStorefront(all, domain, saved(USUAL));
      expect((await storefrontPage(all, domain)).theme).toMatchObject({ kind: 'told' });
    }));

  it('are told again by themselves, each time after as long as they waited, once Shopify answers', () =>
    withShopify(async ({ all, domain, app, shop, told, pass }) => {
      const admin: AdminClient = { ...all.admin, run: () => Promise.reject(new Error('no answer')) };
      await saveStorefront({ ...all, admin }, domain, saved(USUAL));
      const key = { shopId_kind: { shopId: shop.id, kind: 'tell-theme' } };
      const { nextDueAt } = await app.db.prisma.shopWakeup.findUniqueOrThrow({ where: key });
      expect(nextDueAt).toEqual(after(MINUTE, app.clock.now()));
      const row = await app.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      for (const waited of [1, 2, 4]) {
        pass(Math.max(1, waited / 2) * MINUTE);
        expect(await tellThemeAgain({ ...all, admin }, row)).toEqual(after(waited * MINUTE, app.clock.now()));
      }
      pass(8 * 1_440 * MINUTE);
      expect(await tellThemeAgain({ ...all, admin }, row), 'it is given up in the end').toBeNull();
      expect(told()).toBeUndefined();
      expect(await tellThemeAgain(all, row)).toBeNull();
      expect(told()?.fallback).toBe('en');
    }));

  it('that Shopify refuses are not told again: it would refuse them again', () =>
    withShopify(async ({ all, domain, app, shop }) => {
      await saveStorefront(all, domain, saved(USUAL));
      const refused = { toldAt: null, problem: 'Value is too large' };
      await app.db.prisma.storefrontForms.update({ where: { shopId: shop.id }, data: refused });
      const row = await app.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
      expect(await tellThemeAgain(all, row)).toBeNull();
      expect((await storefrontPage(all, domain)).theme).toMatchObject({ kind: 'not-told', isTriedAgain: false });
    }));

  it('are counted as seen on the shop’s own day, but not by programs', () =>
    withShopify(async ({ all, domain, app, shop }) => {
      const person = { place: 'popup', userAgent: 'Mozilla/5.0 (X11; Linux) Chrome/142.0' } as const;
      await countView(app, shop.id, person);
      await countView(app, shop.id, person);
      await countView(app, shop.id, { place: 'popup', userAgent: 'Googlebot/2.1' });
      expect((await storefrontPage(all, domain)).numbers.popup).toEqual({ seen: 2, asked: 0, agreed: 0 });
    }));

  it.each([
    ['texts', { ...USUAL, texts: {} }],
    ['texts.en.promise', { ...USUAL, texts: { en: { ...usualTexts('en'), promise: 'Much' } } }],
    ['popup.quietDays', { ...USUAL, popup: { ...USUAL.popup, quietDays: 0 } }],
    ['popup.isOn', { ...USUAL, popup: { ...USUAL.popup, isOn: true, afterSeconds: null, onExit: false } }],
    ['popup.countries', { ...USUAL, popup: { ...USUAL.popup, where: 'in' } }],
    ['popup.countries', { ...USUAL, popup: { ...USUAL.popup, where: 'in', countries: ['Germany'] } }],
    ['popup.pages', { ...USUAL, popup: { ...USUAL.popup, pages: ['cart'] } }],
  ])('that cannot be are refused at %s', (field, settings) => {
    const read = readSettings(JSON.stringify(settings));
    expect(read.kind === 'refused' && read.problems.some((each) => each.field.startsWith(field))).toBe(true);
  });

  it('are shown while they are written, by the theme’s own blocks, and what is hostile stays words', () =>
    inWorld(async ({ pages, domain }) => {
      const hostile = { ...USUAL, texts: { en: { ...usualTexts('en'), heading: '<script>alert(1)</script>' } } };
      for (const kind of ['form', 'popup', 'bar']) {
        const asked = { ...saved(hostile), language: 'en', kind };
        const shown = await previewStorefront(pages, domain, asked);
        expect(shown.kind === 'shown' && shown.html).toContain('&lt;script&gt;alert(1)');
        expect(JSON.stringify(shown)).not.toContain('<script>alert');
      }
      expect(await previewStorefront(pages, domain, { settings: '{}', language: 'en', kind: 'form' })).toEqual({
        kind: 'refused',
      });
    }));
});

it.each(LANGUAGES)('a form in %s can be saved as it stands', (language) => {
  expect(readSettings(JSON.stringify(usualSettings(language))).kind).toBe('read');
  for (const words of Object.values(FORM_WORDS[language])) expect(words).not.toBe('');
});
