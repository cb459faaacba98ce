import { beforeEach, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../tests/factories/api-callers';
import { ingestApp } from '../../tests/factories/ingest-app';
import { makePerson, unsubscribe } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { saveConsentSettings } from '~/customers/consent/consent-settings.server';
import { openProof } from '~/customers/consent/sealed-proof.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { USUAL_TOPICS } from '~/customers/preferences/topics';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

let shop: TestShop;
let key: TestKey;
beforeEach(async () => {
  shop = await createShop(app);
  key = await makeTestKey(app, shop.id, ['consent:write']);
  app.advance(minutes(1));
});

const yes = (changes: Record<string, unknown> = {}) => ({
  ...{
    email: 'anna@example.com',
    state: 'granted',
    source: 'Till 3, Berlin',
    occurredAt: app.clock.now().toISOString(),
  },
  ...{ wording: { text: 'Write to me about new things.', locale: 'en' }, ...changes },
});
const no = (changes: Record<string, unknown> = {}) => {
  const { wording: _wording, ...rest } = yes({ state: 'withdrawn', ...changes });
  return rest;
};

async function say(told: unknown, headers: Record<string, string> = {}) {
  const response = await web.post('/api/v1/consent', JSON.stringify(told), { ...key.bearer, ...headers });
  return {
    status: response.status,
    body: (await response.json()) as { state?: string; isAsked?: boolean; error?: { field: string } },
  };
}

const inside = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const entries = () =>
  inside(() => app.db.prisma.consentEntry.findMany({ where: { shopId: shop.id }, orderBy: { seq: 'asc' } }));
const doubleOptIn = (countries: string[]) =>
  inside(() =>
    saveConsentSettings(app.db.prisma, shop.id, {
      ...{ doubleOptIn: { mode: 'countries', countries }, topics: USUAL_TOPICS, wordingVersion: null },
    }),
  );

describe('a yes that a program tells', () => {
  it('stands in the ledger with what proves it, and when it was said', async () => {
    const occurredAt = new Date(app.clock.now().getTime() - minutes(60)).toISOString();
    const told = yes({ occurredAt, evidence: { receipt: 'R-77', clerk: 'no. 12' } });
    expect(await say(told)).toEqual({ status: 200, body: { success: true, state: 'granted', isAsked: false } });
    const [entry] = await entries();
    expect(entry).toMatchObject({ state: 'granted', source: 'api', occurredAt: new Date(occurredAt) });
    expect(entry?.evidence).toMatchObject({
      ...{ key: key.id, wording: '1', locale: 'en' },
      wordingHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(JSON.stringify(entry?.evidence)).not.toMatch(/Till|R-77|no\. 12/);
    const { salt } = await inside(() => app.db.prisma.address.findFirstOrThrow());
    const opened = (name: string) =>
      openProof(app.vault, { shopId: shop.id, salt }, String((entry?.evidence as Record<string, string>)[name]));
    expect(['where', 'told.receipt', 'told.clerk'].map(opened)).toEqual(['Till 3, Berlin', 'R-77', 'no. 12']);
    expect(await inside(() => verifyLedger(app.db.prisma, shop.id))).toMatchObject({ kind: 'intact' });
  });

  it('twice is one: by what it says, or by the request’s own key', async () => {
    await Promise.all([say(yes()), say(yes())]);
    await say(yes());
    expect(await entries()).toHaveLength(1);
    await say(no({ source: 'Till 1' }), { 'Idempotency-Key': 'a' });
    await say(no({ source: 'Till 2' }), { 'Idempotency-Key': 'a' });
    expect(await entries()).toHaveLength(2);
  });

  it('is asked for by mail where the shop wants it confirmed, once', async () => {
    await doubleOptIn(['DE']);
    expect((await say(yes({ country: 'de' }))).body).toMatchObject({ state: 'pending', isAsked: true });
    expect((await say(yes({ country: 'FR', email: 'bea@example.com' }))).body).toMatchObject({
      state: 'granted',
      isAsked: false,
    });
    app.advance(minutes(2 * 1_440));
    const told = yes({ country: 'de', occurredAt: after(minutes(1)).toISOString() });
    const questions = () => inside(() => app.db.prisma.confirmation.count({ where: { shopId: shop.id } }));
    const before = await questions();
    await say(told, { 'Idempotency-Key': 'a' });
    await say(told, { 'Idempotency-Key': 'a' });
    expect((await questions()) - before).toBe(1);
  });

  it('from before they said no changes nothing, and asks nobody; one after it is asked for by mail', async () => {
    const before = app.clock.now().toISOString();
    app.advance(minutes(60));
    const anna = await inside(() => makePerson(app, shop.id, { email: 'anna@example.com' }));
    await inside(() => unsubscribe(app, shop.id, anna));
    expect((await say(yes({ occurredAt: before }))).body).toMatchObject({ state: 'withdrawn', isAsked: false });
    app.advance(minutes(60));
    expect((await say(yes())).body).toMatchObject({ state: 'pending', isAsked: true });
  });

  it('may be long ago where its key tells of the past', async () => {
    const occurredAt = '2022-05-01T10:00:00+02:00';
    expect(await say(yes({ occurredAt }))).toMatchObject({ status: 400, body: { error: { field: 'occurredAt' } } });
    key = await makeTestKey(app, shop.id, ['consent:write', 'history:write']);
    expect((await say(yes({ occurredAt }))).body).toMatchObject({ state: 'granted' });
  });
});

describe('a no that a program tells', () => {
  it('holds when it is acknowledged, and tells the person’s history', async () => {
    const anna = await inside(() => makePerson(app, shop.id, { email: 'anna@example.com' }));
    app.advance(minutes(1));
    expect((await say(no())).body).toMatchObject({ state: 'withdrawn', isAsked: false });
    const history = await inside(() => app.db.prisma.event.findMany({ where: { profileId: anna.profileId } }));
    expect(history.map(({ type }) => type)).toEqual(['consent_changed']);
  });

  it('of somebody nobody knew is kept for when they come', async () => {
    expect((await say(no())).body).toMatchObject({ state: 'withdrawn' });
    expect(await entries()).toHaveLength(1);
  });
});

describe('what is no statement', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ email: 'anna' }, 'email'],
    [{ email: undefined }, 'email'],
    [{ state: 'pending' }, 'state'],
    [{ source: '' }, 'source'],
    [{ source: 'form of bea@example.com' }, 'source'],
    [{ wording: undefined }, 'wording'],
    [{ wording: 99 }, 'wording'],
    [{ wording: { text: '', locale: 'en' } }, 'wording.text'],
    [{ occurredAt: 'yesterday' }, 'occurredAt'],
    [{ occurredAt: '2099-01-01T00:00:00Z' }, 'occurredAt'],
    [{ evidence: { mail: 'bea@example.com' } }, 'evidence.mail'],
    [{ evidence: { 'not a name': 'x' } }, 'evidence.not a name'],
    [{ evidence: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`e${index}`, 'x'])) }, 'evidence'],
    [{ country: 'Germany' }, 'country'],
  ])('is refused by field, and stands nowhere: %j', async (changes, field) => {
    const { status, body } = await say(yes(changes));
    expect([status, body.error?.field]).toEqual([400, field]);
    expect(await entries()).toEqual([]);
  });
});
