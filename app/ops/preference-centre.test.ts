import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, unsubscribe, type Person } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { domOf } from '../../tests/factories/mail-html';
import { saveConsentSettings } from '~/customers/consent/consent-settings.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { loadPreferences } from '~/customers/preferences/mail-preferences.server';
import { openPrivacyRequests } from '~/customers/preferences/privacy-requests.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { confirmUrl, preferencesUrl } from '~/delivery/sending/own-links';
import { withShop } from '~/platform/db/db.server';
import { confirm } from './confirm.server';
import { preferenceCentre } from './preference-centre.server';
import { showPreferences, takePreferences } from './preference-pages.server';
import { createReaderLimits, formToken } from './reader-request.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const ORIGIN = { address: '203.0.113.77', userAgent: null, page: null };
const DAY_MS = 86_400_000;

let shop: TestShop;
let ana: Person;
let token: string;
let services: typeof app & { readerLimits: ReturnType<typeof createReaderLimits> };
beforeEach(async () => {
  shop = await createShop(app);
  await prisma.shop.update({
    where: { id: shop.id },
    data: { name: 'Oak & <Elm>', storefrontUrl: 'https://shop.example' },
  });
  ana = await inShop(() => makePerson(app, shop.id));
  token = tokenOf(ana.addressId);
  services = { ...app, readerLimits: createReaderLimits(app.systemClock) };
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const tokenOf = (addressId: string, shopId = shop.id) =>
  preferencesUrl('', app.vault, { shopId, addressId }).slice('/p/'.length);
const preferences = () => inShop(() => loadPreferences(prisma, shop.id, ana.addressId));
const state = () => inShop(async () => (await consentOf(prisma, shop.id, ana.addressId, 'marketing')).state);

/** Sends a form of the page as a browser would. */
async function press(
  intent: string,
  fields: Record<string, string> = {},
  of = token,
): Promise<{ status: number; text: string }> {
  const form = new FormData();
  form.set('form', formToken(app.vault, app.systemClock, of));
  form.set('intent', intent);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await takePreferences(services, of, form, ORIGIN);
  return { status: answer.status, text: domOf(await answer.text()).body.textContent.replace(/\s+/g, ' ') };
}

describe('the preference centre', () => {
  it('keeps topics, frequency and language, and shows them as they were chosen', async () => {
    expect((await press('save', { frequency: 'weekly', locale: 'de' })).text).toContain(
      'Ihre Auswahl ist gespeichert.',
    );
    expect(await preferences()).toEqual({
      ...{ topicsOff: ['cart-reminders'], minutesBetween: 7 * 1_440, pausedUntil: null, locale: 'de' },
    });
    await press('save', { topic: 'cart-reminders', frequency: 'any', locale: '' });
    expect(await preferences()).toMatchObject({ topicsOff: [], minutesBetween: null, locale: null });
  });

  it.each([30, 60, 90])('pauses for %i days, and ends a pause early', async (days) => {
    expect((await press('pause', { days: String(days) })).text).toContain('Your break has begun.');
    expect((await preferences()).pausedUntil).toEqual(after(days * DAY_MS, app.clock.now()));
    await press('resume');
    expect((await preferences()).pausedUntil).toBeNull();
  });

  it('unsubscribes from all at once, and tells Shopify, Postmark and the person’s history', async () => {
    await press('unsubscribe');
    expect(await state()).toBe('withdrawn');
    const told = await inShop(() => prisma.consentTelling.findMany({ orderBy: { listener: 'asc' } }));
    expect(told).toMatchObject(['postmark', 'shopify'].map((listener) => ({ listener, state: 'withdrawn' })));
    expect(await inShop(() => prisma.event.findMany())).toMatchObject([{ type: 'consent_changed' }]);
  });

  it('subscribes again at once, or asks first where the shop has double opt-in', async () => {
    await inShop(() => unsubscribe(app, shop.id, ana));
    app.advance(1_000);
    await press('subscribe');
    expect(await state()).toBe('granted');
    await inShop(() => unsubscribe(app, shop.id, ana));
    const doubleOptIn = { mode: 'everywhere' as const, countries: [] };
    await inShop(() => saveConsentSettings(prisma, shop.id, { doubleOptIn, topics: [], wordingVersion: null }));
    app.advance(1_000);
    expect((await press('subscribe')).text).toContain('Look into your mailbox');
    expect(await state()).toBe('pending');
  });

  it.each(['download', 'delete'] as const)('does not %s anything before the mailbox’s owner confirms', async (kind) => {
    await press(kind);
    const [asked] = await inShop(() => prisma.privacyRequest.findMany());
    expect(asked).toMatchObject({
      kind,
      state: 'asked',
      dueAt: after(30 * DAY_MS, app.clock.now()),
      profileId: ana.profileId,
    });
    expect(await inShop(() => openPrivacyRequests(prisma, shop.id))).toEqual([]);
    const [mail] = await inShop(() => prisma.message.findMany());
    expect(mail).toMatchObject({ templateKey: `confirm-${kind}`, addressId: ana.addressId, sourceId: asked?.id });
    const answer = confirmUrl('', app.vault, { shopId: shop.id, id: asked?.id ?? '' }).slice('/c/'.length);
    await confirm(app, answer, ORIGIN);
    expect(await inShop(() => openPrivacyRequests(prisma, shop.id))).toMatchObject([{ id: asked?.id, state: 'open' }]);
  });

  it('asks for the same at most once a day', async () => {
    for (let times = 0; times < 5; times++) await press('delete');
    expect(await inShop(() => prisma.message.count())).toBe(1);
    expect(await inShop(() => prisma.privacyRequest.count())).toBe(1);
  });
});

describe('its page', () => {
  it('changes nothing when it is looked at', async () => {
    const answer = await showPreferences(services, token);
    expect(answer.status).toBe(200);
    expect(await inShop(() => prisma.mailPreference.count())).toBe(0);
    expect(await state()).toBe('granted');
  });

  it('is kept, found and framed by nobody, and says nowhere else where it was', async () => {
    const { headers } = await showPreferences(services, token);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Robots-Tag')).toContain('noindex');
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  it('shows neither address nor name, whoever it belongs to', async () => {
    const named = await inShop(() => makePerson(app, shop.id, { email: 'nora@example.com', firstName: 'Nora' }));
    const html = await (await showPreferences(services, tokenOf(named.addressId))).text();
    expect(html).not.toMatch(/nora|example\.com/i);
  });

  it('is the same for an address that was erased as for one that unsubscribed and chose nothing', async () => {
    await inShop(() => unsubscribe(app, shop.id, ana));
    const other = await inShop(() => makePerson(app, shop.id));
    await inShop(() => app.db.transaction((tx) => erasePerson(tx, shop.id, other.profileId)));
    const textOf = async (of: string) => domOf(await (await showPreferences(services, of)).text()).body.textContent;
    expect(await textOf(tokenOf(other.addressId))).toBe(await textOf(token));
    for (const intent of ['unsubscribe', 'download', 'delete'])
      expect(await press(intent, {}, tokenOf(other.addressId)), intent).toEqual(await press(intent));
    expect(await inShop(() => prisma.mailPreference.count())).toBe(0);
    expect(await inShop(() => prisma.privacyRequest.count({ where: { addressId: other.addressId } }))).toBe(0);
  });

  it.each(['', 'abc', 'a.b', 'x'.repeat(5_000)])('is nobody’s for the token "%.10s"', async (of) => {
    expect((await showPreferences(services, of)).status).toBe(404);
    expect((await press('unsubscribe', {}, of)).status).toBe(404);
  });

  it('is nobody’s for a token of another shop, or of one that left', async () => {
    const other = await createShop(app);
    await press('unsubscribe', {}, tokenOf(ana.addressId, other.id));
    expect(await state()).toBe('granted');
    await prisma.shop.update({ where: { id: shop.id }, data: { uninstalledAt: after(0) } });
    expect(await preferenceCentre(app, token)).toBeNull();
  });
});

describe('a form', () => {
  const send = (changes: Record<string, string>) => {
    const form = new FormData();
    const fields = { form: formToken(app.vault, app.systemClock, token), intent: 'unsubscribe', ...changes };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return takePreferences(services, token, form, ORIGIN);
  };

  it.each([
    ['another link’s', () => ({ form: formToken(app.vault, app.systemClock, 'other') })],
    ['no', () => ({ form: '' })],
    ['a made-up', () => ({ form: 'abc.def' })],
    ['an unknown intent and a good', () => ({ intent: 'erase-everybody' })],
  ])('with %s form token changes nothing, and is shown again', async (_what, changes) => {
    const answer = await send(changes());
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('nothing was changed');
    expect(await state()).toBe('granted');
  });

  it('of a page that was open for more than a day changes nothing', async () => {
    const old = formToken(app.vault, app.systemClock, token);
    app.advance(DAY_MS);
    expect((await send({ form: old })).status).toBe(400);
    expect(await state()).toBe('granted');
  });

  it('too often is held up, but never the one that unsubscribes', async () => {
    const answers: number[] = [];
    for (let times = 0; times < 25; times++) answers.push((await press('resume')).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(20);
    expect(answers.at(-1)).toBe(429);
    expect((await press('unsubscribe')).status).toBe(200);
    expect(await state()).toBe('withdrawn');
  });
});
