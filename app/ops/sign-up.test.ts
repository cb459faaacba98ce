import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, unsubscribe } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { saveConsentSettings } from '~/customers/consent/consent-settings.server';
import type { DoubleOptIn } from '~/customers/consent/double-opt-in';
import { consentOf, verifyLedger } from '~/customers/consent/ledger.server';
import { loadPreferences } from '~/customers/preferences/mail-preferences.server';
import { findAddress, openRecipient } from '~/customers/profiles/address-vault.server';
import { confirmUrl } from '~/delivery/sending/own-links';
import { withShop } from '~/platform/db/db.server';
import { confirm, lookAtQuestion } from './confirm.server';
import { signUp, signUpSchema, signUpWording } from './sign-up.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const DAY_MS = 86_400_000;
const ORIGIN = { address: '203.0.113.77', userAgent: 'Mozilla/5.0 (iPhone; Mobile)', page: null };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const askFor = (mode: DoubleOptIn['mode'], countries: string[] = []) =>
  inShop(() =>
    saveConsentSettings(prisma, shop.id, { doubleOptIn: { mode, countries }, topics: [], wordingVersion: null }),
  );
async function comesIn(email: string, fields: object = {}) {
  const { version } = await signUpWording(app, shop.id);
  const told = signUpSchema.parse({ email, wording: version, page: 'https://shop.example/pages/news?e=1', ...fields });
  return signUp(app, shop.id, told, { source: 'sign-up', origin: ORIGIN });
}
const stateOf = (email: string) =>
  inShop(async () => {
    const address = await findAddress(app.vault, prisma, shop.id, email);
    return address && (await consentOf(prisma, shop.id, address.id, 'marketing')).state;
  });
const questions = () => inShop(() => prisma.confirmation.findMany({ orderBy: { askedAt: 'asc' } }));
const mails = () => inShop(() => prisma.message.findMany({ where: { sourceKind: 'confirmation' } }));
const entries = () => inShop(() => prisma.consentEntry.findMany({ orderBy: { seq: 'asc' } }));
const tokenOf = (id: string) => confirmUrl('', app.vault, { shopId: shop.id, id }).slice('/c/'.length);
async function newestToken(): Promise<string> {
  const newest = (await questions()).at(-1);
  if (!newest) throw new Error('nobody was asked');
  return tokenOf(newest.id);
}

describe('a sign-up', () => {
  it('without double opt-in is a yes at once, and the ledger proves it', async () => {
    expect(await comesIn('Ana@Example.com')).toEqual({ kind: 'taken' });
    expect(await stateOf('ana@example.com')).toBe('granted');
    expect(await mails()).toEqual([]);
    const [entry] = await entries();
    const { version, text } = await signUpWording(app, shop.id);
    expect(text).toContain('unsubscribe at any time');
    expect(entry).toMatchObject({
      source: 'sign-up',
      evidence: {
        ...{ network: '203.0.113.0/24', device: 'phone', page: 'shop.example/pages/news' },
        ...{ wording: String(version), locale: 'en', wordingHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
      },
    });
    expect(JSON.stringify(entry?.evidence)).not.toMatch(/ana|113\.77/i);
  });

  it('of a wording that nobody knows is not taken', async () => {
    expect(await comesIn('ana@example.com', { wording: 99 })).toEqual({ kind: 'unknown-wording' });
    expect(await stateOf('ana@example.com')).toBeNull();
  });

  it('of somebody who agreed already changes nothing and asks nothing', async () => {
    const { email } = await inShop(() => makePerson(app, shop.id));
    await askFor('everywhere');
    await comesIn(email);
    expect(await stateOf(email)).toBe('granted');
    expect([await entries(), await mails()].map((all) => all.length)).toEqual([1, 0]);
  });

  it.each([
    ['everywhere', null, 'pending'],
    ['countries', 'DE', 'pending'],
    ['countries', 'US', 'granted'],
    ['countries', null, 'pending'],
    ['off', 'DE', 'granted'],
  ] as const)('where double opt-in is %s, from %s, is %s', async (mode, country, state) => {
    await askFor(mode, ['DE']);
    await comesIn('ana@example.com', { country });
    expect(await stateOf('ana@example.com')).toBe(state);
    expect(await mails()).toHaveLength(state === 'pending' ? 1 : 0);
  });

  it('of somebody who unsubscribed is asked in any case: a form is filled in by anybody', async () => {
    const person = await inShop(() => makePerson(app, shop.id));
    await inShop(() => unsubscribe(app, shop.id, person));
    app.advance(1_000);
    await comesIn(person.email);
    expect(await stateOf(person.email)).toBe('pending');
    expect(await mails()).toHaveLength(1);
  });

  it('again and again fills nobody’s mailbox: one mail a day, also where many come at once', async () => {
    await askFor('everywhere');
    await Promise.all(Array.from({ length: 8 }, () => comesIn('ana@example.com')));
    expect([await mails(), await entries()].map((all) => all.length)).toEqual([1, 1]);
    app.advance(DAY_MS - 1);
    await comesIn('ana@example.com');
    expect(await mails()).toHaveLength(1);
    app.advance(1);
    await comesIn('ana@example.com');
    expect(await mails()).toHaveLength(2);
  });
});

describe('a confirmation', () => {
  beforeEach(() => askFor('everywhere'));

  it('makes a yes of it, with what was agreed to and where it was confirmed', async () => {
    await comesIn('ana@example.com');
    const token = await newestToken();
    expect(await lookAtQuestion(app, token)).toMatchObject({ kind: 'open', what: 'subscribe' });
    expect(await stateOf('ana@example.com'), 'after a scanner looked').toBe('pending');
    app.advance(60_000);
    expect(await confirm(app, token, { ...ORIGIN, address: '198.51.100.9' })).toMatchObject({ kind: 'confirmed' });
    expect(await stateOf('ana@example.com')).toBe('granted');
    const [question] = await questions();
    expect((await entries()).at(-1)).toMatchObject({
      source: 'double-opt-in',
      evidence: { confirms: question?.id, wording: '1', network: '198.51.100.0/24' },
    });
    expect(await inShop(() => verifyLedger(prisma, shop.id))).toEqual({ kind: 'intact', entries: 2 });
  });

  it('counts once, whoever is quicker', async () => {
    await comesIn('ana@example.com');
    const token = await newestToken();
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(app, token, ORIGIN)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array<string>(5).fill('closed'), 'confirmed']);
    expect(await lookAtQuestion(app, token)).toMatchObject({ kind: 'closed' });
    expect(await entries()).toHaveLength(2);
  });

  it('comes too late after thirty days', async () => {
    await comesIn('ana@example.com');
    const token = await newestToken();
    app.advance(30 * DAY_MS);
    expect(await confirm(app, token, ORIGIN)).toMatchObject({ kind: 'closed' });
    expect(await stateOf('ana@example.com')).toBe('pending');
  });

  it('does not undo an unsubscription that came after the question, for whoever answers the next one', async () => {
    await comesIn('ana@example.com');
    const address = await inShop(() => findAddress(app.vault, prisma, shop.id, 'ana@example.com'));
    await confirm(app, await newestToken(), ORIGIN);
    app.advance(1_000);
    await inShop(() =>
      unsubscribe(app, shop.id, { ...address, email: '', addressId: address?.id ?? '', profileId: '' }),
    );
    expect(await confirm(app, await newestToken(), ORIGIN)).toMatchObject({ kind: 'closed' });
    expect(await stateOf('ana@example.com')).toBe('withdrawn');
  });

  it.each(['', 'abc', 'a.b', '.'])('of "%s" is nobody’s', async (token) => {
    expect(await confirm(app, token, ORIGIN)).toEqual({ kind: 'not-ours' });
    expect(await lookAtQuestion(app, token)).toEqual({ kind: 'not-ours' });
  });

  it('is bound to its shop', async () => {
    await comesIn('ana@example.com');
    const [question] = await questions();
    const other = await createShop(app);
    const foreign = confirmUrl('', app.vault, { shopId: other.id, id: question?.id ?? '' }).slice('/c/'.length);
    expect(await confirm(app, foreign, ORIGIN)).toMatchObject({ kind: 'closed' });
    expect(await stateOf('ana@example.com')).toBe('pending');
  });
});

describe('what a form asks for besides', () => {
  const TOPICS = [
    { key: 'news', name: 'News', flows: [] },
    { key: 'sales', name: 'Sales', flows: [] },
  ];
  const known = (email: string) =>
    inShop(async () => {
      const { id, profileId } = (await findAddress(app.vault, prisma, shop.id, email)) ?? { id: '', profileId: '' };
      const recipient = await openRecipient(app.vault, prisma, shop.id, id);
      const { birthday } = await prisma.profile.findFirstOrThrow({ where: { id: profileId } });
      const { topicsOff } = await loadPreferences(prisma, shop.id, id);
      return { firstName: recipient?.firstName ?? null, birthday, topicsOff };
    });
  beforeEach(() =>
    inShop(() =>
      saveConsentSettings(prisma, shop.id, {
        ...{ doubleOptIn: { mode: 'off', countries: [] }, topics: TOPICS, wordingVersion: null },
      }),
    ),
  );

  it('is kept of somebody new, and the ledger says which form it was', async () => {
    await comesIn('ana@example.com', {
      ...{ firstName: 'Ana', birthday: '1990-04-05', topics: ['news'], place: 'popup' },
    });
    expect(await known('ana@example.com')).toEqual({ firstName: 'Ana', birthday: '1990-04-05', topicsOff: ['sales'] });
    expect((await entries())[0]?.evidence).toMatchObject({ form: 'popup' });
  });

  it('changes nothing of somebody who is known: anybody may fill in a form', async () => {
    await comesIn('ana@example.com', { firstName: 'Ana', topics: ['news'] });
    await comesIn('ana@example.com', { firstName: 'Eve', birthday: '2000-01-01', topics: ['sales'] });
    expect(await known('ana@example.com')).toEqual({ firstName: 'Ana', birthday: null, topicsOff: ['sales'] });
  });

  it('without a choice of topics is everything', async () => {
    await comesIn('ana@example.com', { topics: [] });
    expect((await known('ana@example.com')).topicsOff).toEqual([]);
  });
});
