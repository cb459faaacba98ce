import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, sayAboutMarketing, unsubscribe } from '../../tests/factories/people';
import { gid, productReport, variantReport } from '../../tests/factories/reports';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { storeProducts } from '~/capture/catalog/store-products.server';
import { saveConsentSettings } from '~/customers/consent/consent-settings.server';
import type { DoubleOptIn } from '~/customers/consent/double-opt-in';
import { REQUEST_DAYS } from '~/customers/wants/product-requests.server';
import { whoAsked } from '~/customers/wants/who-asked.server';
import type { MessageSubject } from '~/decisions/send-policy/message-subject';
import { planMessage } from '~/decisions/send-policy/plan-message.server';
import { confirmUrl, preferencesUrl, readCancelToken } from '~/delivery/sending/own-links';
import { withShop } from '~/platform/db/db.server';
import { askToBeTold, backInStockWording, toldSchema } from './back-in-stock.server';
import { cancelByLink, showCancelling } from './cancel-request.server';
import { confirm } from './confirm.server';
import { showPreferences, takePreferences } from './preference-pages.server';
import { createReaderLimits, formToken } from './reader-request.server';

const app = testApp(await testDatabase());
const services = { ...app, appUrl: 'https://kindred.example', readerLimits: createReaderLimits(app.systemClock) };
const { prisma } = app.db;
const ORIGIN = { address: '203.0.113.77', userAgent: 'Mozilla/5.0 (iPhone; Mobile)', page: null };
const VARIANT = gid('ProductVariant', 10);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await inShop(() =>
    app.db.transaction((tx) => storeProducts(tx, shop.id, [productReport(1, { variants: [variantReport(10)] })])),
  );
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const confirming = (mode: DoubleOptIn['mode']) =>
  inShop(() =>
    saveConsentSettings(prisma, shop.id, { doubleOptIn: { mode, countries: [] }, topics: [], wordingVersion: null }),
  );
async function ask(email: string, variant = VARIANT) {
  const { version } = await backInStockWording(services, shop.id);
  return askToBeTold(services, shop.id, toldSchema.parse({ email, wording: version, variant }), ORIGIN);
}
const requests = () => inShop(() => prisma.productRequest.findMany({ orderBy: { id: 'asc' } }));
const whoWaits = () =>
  inShop(() => whoAsked(prisma, shop.id, { variantId: VARIANT, afterId: null, most: 10, now: app.clock.now() }));
const states = () =>
  inShop(async () => {
    const rows = await prisma.consentState.findMany({ orderBy: { purpose: 'asc' } });
    return rows.map(({ purpose, state }) => `${purpose}: ${state}`);
  });

describe('a wish to be told when something is back', () => {
  it('is kept for half a year, and is a yes to that alone, with the sentence that was shown', async () => {
    expect(await ask('Ana@Example.com')).toMatchObject({ kind: 'taken' });
    expect(await requests()).toMatchObject([
      {
        ...{ variantId: VARIANT, productId: gid('Product', 1), state: 'open' },
        expiresAt: after(REQUEST_DAYS * 86_400_000),
      },
    ]);
    expect(await states()).toEqual(['back-in-stock: granted']);
    const [entry] = await inShop(() => prisma.consentEntry.findMany());
    expect(entry?.evidence).toMatchObject({ network: '203.0.113.0/24', wording: '1' });
    expect(await whoWaits()).toHaveLength(1);
  });

  it('said again is the same wish, and keeps its place in the line', async () => {
    await ask('ana@example.com');
    const [first] = await requests();
    app.advance(60_000);
    await ask('bea@example.com');
    await ask('ana@example.com');
    expect((await requests()).map(({ id }) => id)[0]).toBe(first?.id);
    expect(await requests()).toHaveLength(2);
  });

  it('where the shop has people confirm counts once it is confirmed by mail', async () => {
    await confirming('everywhere');
    await ask('ana@example.com');
    expect(await states()).toEqual(['back-in-stock: pending']);
    expect(await whoWaits()).toEqual([]);
    const [mail] = await inShop(() => prisma.message.findMany());
    expect(mail).toMatchObject({ templateKey: 'confirm-back-in-stock', state: 'planned' });
    app.advance(60_000);
    const token = confirmUrl('', app.vault, { shopId: shop.id, id: mail?.sourceId ?? '' }).slice('/c/'.length);
    expect(await confirm(app, token, ORIGIN)).toMatchObject({ kind: 'confirmed', what: 'back-in-stock' });
    expect(await states()).toEqual(['back-in-stock: granted']);
    expect(await whoWaits()).toHaveLength(1);
  });

  it('of somebody who said no to all mail is asked by mail first: it may be another who filled in the form', async () => {
    const person = await inShop(() => makePerson(app, shop.id));
    await inShop(() => unsubscribe(app, shop.id, person));
    await ask(person.email);
    expect(await states()).toEqual(['back-in-stock: pending', 'marketing: withdrawn']);
  });

  it('needs no more of somebody who agreed to all mail', async () => {
    const person = await inShop(() => makePerson(app, shop.id));
    await ask(person.email);
    expect(await states()).toEqual(['marketing: granted']);
    expect(await whoWaits()).toEqual([expect.objectContaining({ profileId: person.profileId })]);
  });

  it('is refused about a variant of nobody’s, or another sentence', async () => {
    expect(await ask('ana@example.com', gid('ProductVariant', 99))).toEqual({ kind: 'unknown-variant' });
    const told = toldSchema.parse({ email: 'ana@example.com', wording: 99, variant: VARIANT });
    expect(await askToBeTold(services, shop.id, told, ORIGIN)).toEqual({ kind: 'unknown-wording' });
    expect(await requests()).toEqual([]);
  });
});

describe('the link that takes it back', () => {
  it('takes it back when its button is pressed, and not when it is opened', async () => {
    const asked = await ask('ana@example.com');
    const token = asked.kind === 'taken' ? (asked.cancelUrl.split('/b/')[1] ?? '') : '';
    expect(readCancelToken(app.vault, token)).toEqual({ shopId: shop.id, id: (await requests())[0]?.id });
    const page = await showCancelling(services, token);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Shall we no longer tell you?')]);
    expect(await whoWaits()).toHaveLength(1);
    const done = await cancelByLink(services, token, ORIGIN);
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Taken back')]);
    expect(await whoWaits()).toEqual([]);
    expect((await cancelByLink(services, 'x', ORIGIN)).status).toBe(404);
  });
});

describe('a mail that was asked for', () => {
  const subjectOf = (isAsked: boolean): MessageSubject => ({
    cartToken: null,
    about: { productId: gid('Product', 1), ...(isAsked ? { isAsked: true } : {}) },
  });
  const plan = (profileId: string, isAsked: boolean) =>
    inShop(() =>
      planMessage(app, prisma, {
        ...{ shopId: shop.id, sourceKind: 'flow-run', sourceId: app.ids.next(), stepKey: 'mail', flowKey: 'back' },
        ...{ profileId, templateKey: 'back-in-stock', dueAt: after(0), expiresAt: after(86_400_000) },
        subject: subjectOf(isAsked),
      }),
    );
  const planned = () =>
    inShop(async () => (await prisma.message.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state));

  it('goes to who agreed to that alone; any other does not, nor this after a no to all mail', async () => {
    await ask('ana@example.com');
    const { profileId } = await inShop(() => prisma.address.findFirstOrThrow());
    await plan(profileId, true);
    await plan(profileId, false);
    app.advance(1_000);
    await inShop(() => sayAboutMarketing(app, shop.id, { email: 'ana@example.com', state: 'withdrawn' }));
    await plan(profileId, true);
    expect(await planned()).toEqual(['planned', 'skipped', 'skipped']);
  });
});

describe('at the preference centre', () => {
  const tokenOf = (addressId: string) =>
    preferencesUrl('', app.vault, { shopId: shop.id, addressId }).slice('/p/'.length);
  const addressOf = async (nth: number) => (await requests())[nth]?.addressId ?? '';

  async function takeBack(token: string, wish: string): Promise<string> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ intent: 'take-back', wish })) form.set(name, value);
    form.set('form', formToken(app.vault, app.systemClock, token));
    return (await takePreferences(services, token, form, ORIGIN)).text();
  }

  it('wishes are listed and taken back one by one; looking changes nothing', async () => {
    await ask('ana@example.com');
    const token = tokenOf(await addressOf(0));
    for (let looks = 0; looks < 2; looks += 1)
      expect(await (await showPreferences(services, token)).text()).toContain('Product 1');
    expect(await requests()).toMatchObject([{ state: 'open' }]);
    const shown = await takeBack(token, (await requests())[0]?.id ?? '');
    expect(shown).toContain('You will not be told of it.');
    expect(shown).not.toContain('Product 1');
    expect(await requests()).toMatchObject([{ state: 'cancelled' }]);
  });

  it('nobody takes back what somebody else asked for', async () => {
    await ask('ana@example.com');
    await ask('bo@example.com');
    await takeBack(tokenOf(await addressOf(0)), (await requests())[1]?.id ?? '');
    expect(await requests()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  });

  it('a wish that is too old is none', async () => {
    await ask('ana@example.com');
    const token = tokenOf(await addressOf(0));
    app.advance(REQUEST_DAYS * 86_400_000);
    expect(await (await showPreferences(services, token)).text()).not.toContain('Product 1');
  });
});
