import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import type { ConsentSource, ConsentStateName } from './consent';
import { recordConsent } from './ledger.server';
import { recordConsents } from './record-consents.server';
import { oneByOne, tellConsents, type ConsentListener, type ConsentWord } from './tell-consents.server';
import {
  claimTellings,
  isOwnSuppression,
  isOwnWord,
  nextTellingDueAt,
  noteKnownCustomers,
  storeTold,
  tellPostmarkAgain,
  type Listener,
} from './tellings.server';

const app = testApp(await testDatabase());
const { db } = app;
const MINUTE_MS = 60_000;

let shop: TestShop;
let anna: Person;
let said: number;
beforeEach(async () => {
  said = 0;
  shop = await createShop(app);
  anna = await inShop(() => makePerson(app, shop.id, { consent: 'never-given' }));
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const say = (state: ConsentStateName, source: ConsentSource, ms = said * 10) =>
  inShop((tx) =>
    recordConsent(app, tx, shop.id, {
      ...{ email: anna.email, purpose: 'marketing', state, source, evidence: {} },
      occurredAt: after(ms),
      dedupeKey: `statement ${said++}`,
    }),
  );
const becomesCustomer = (number = 1) =>
  inShop((tx) => {
    const value = `gid://shopify/Customer/${number}`;
    const row = { shopId: shop.id, kind: 'customer', value, profileId: anna.profileId, evidence: 'test' };
    return tx.identity.create({ data: { ...row, linkedAt: after(number) } });
  });
const tellings = () =>
  inShop(async (tx) => {
    const rows = await tx.consentTelling.findMany({ orderBy: { listener: 'asc' } });
    return rows.map(({ listener, state, status }) => `${listener}: ${state}, ${status}`);
  });

/** Listeners that keep what they are told and answer as they are bid. */
function listening(answer: ConsentListener = () => Promise.resolve({ kind: 'told' })) {
  const heard: (ConsentWord & { listener: Listener })[] = [];
  const of =
    (listener: Listener): ConsentListener =>
    (word) => {
      heard.push({ listener, ...word });
      return answer(word);
    };
  return { heard, listeners: { shopify: of('shopify'), postmark: of('postmark') } };
}
const tell = (listeners: Record<Listener, ConsentListener>, atMs = 0) =>
  withShop(shop.id, () =>
    tellConsents({ ...app, systemClock: { time: 'system', now: () => after(atMs) } }, shop.id, {
      ...{ shopify: oneByOne(listeners.shopify), postmark: oneByOne(listeners.postmark) },
    }),
  );

describe('what is to be told outside', () => {
  it.each<[ConsentStateName, ConsentSource, string[]]>([
    ['granted', 'sign-up', ['shopify: granted, due']],
    ['granted', 'import', ['shopify: granted, due']],
    ['granted', 'api', ['shopify: granted, due']],
    ['pending', 'sign-up', ['shopify: pending, due']],
    ['withdrawn', 'unsubscribe-link', ['shopify: withdrawn, due']],
    ['withdrawn', 'preference-centre', ['shopify: withdrawn, due']],
    ['withdrawn', 'postmark', ['shopify: withdrawn, due']],
    ['withdrawn', 'complaint', ['shopify: withdrawn, due']],
    ['withdrawn', 'bounce', []],
    ['granted', 'bounce-lifted', []],
    ['granted', 'shopify-webhook', []],
    ['withdrawn', 'shopify-webhook', []],
    ['granted', 'shopify-sync', []],
  ])('of %s by %s is %j', async (state, source, expected) => {
    await say(state, source);
    expect(await tellings()).toEqual(expected);
  });

  it('is one row: the newest takes the place of an older one, and what changes nothing adds nothing', async () => {
    await say('granted', 'sign-up');
    await say('withdrawn', 'unsubscribe-link');
    await say('withdrawn', 'complaint');
    const withdrawn = ['postmark: withdrawn, due', 'shopify: withdrawn, due'];
    expect(await tellings()).toEqual(withdrawn);
    await becomesCustomer();
    const { heard, listeners } = listening();
    await tell(listeners);
    const word = { state: 'withdrawn', occurredAt: after(10), optInLevel: null };
    expect(heard).toMatchObject([
      { ...word, listener: 'shopify' },
      { ...word, listener: 'postmark' },
    ]);
  });

  it('also goes to Postmark of who comes back, whoever tells it', async () => {
    await say('withdrawn', 'postmark');
    await say('granted', 'shopify-webhook');
    expect(await tellings()).toEqual(['postmark: granted, due', 'shopify: withdrawn, overtaken']);
  });

  it.each<[ConsentSource, boolean]>([
    ['unsubscribe-link', true],
    ['preference-centre', true],
    ['shopify-webhook', true],
    ['import', true],
    ['postmark', false],
    ['complaint', false],
    ['bounce', false],
  ])('goes to Postmark of who was written to and leaves by %s: %s', async (source, isTold) => {
    await say('granted', 'sign-up');
    await say('withdrawn', source);
    const told = (await tellings()).filter((row) => row.startsWith('postmark'));
    expect(told).toEqual(isTold ? ['postmark: withdrawn, due'] : []);
  });

  it('is not told any more once Shopify itself tells something newer, by webhook or sync', async () => {
    await say('withdrawn', 'unsubscribe-link');
    const report = {
      customerId: 'c',
      email: anna.email,
      state: 'granted',
      optInLevel: null,
      occurredAt: after(50),
    } as const;
    await inShop((tx) => recordConsents(app, tx, shop.id, [report]));
    expect(await tellings()).toEqual(['shopify: withdrawn, overtaken']);
  });

  it('stays to be told where what Shopify tells is older', async () => {
    await say('withdrawn', 'unsubscribe-link', 100);
    await say('granted', 'shopify-webhook', 50);
    expect(await tellings()).toEqual(['shopify: withdrawn, due']);
  });

  it('names how surely somebody agreed', async () => {
    await becomesCustomer();
    await say('pending', 'sign-up');
    await say('granted', 'double-opt-in');
    const { heard, listeners } = listening();
    await tell(listeners);
    expect(heard.filter(({ listener }) => listener === 'shopify')).toMatchObject([
      {
        state: 'granted',
        optInLevel: 'CONFIRMED_OPT_IN',
        email: anna.email,
        customerIds: ['gid://shopify/Customer/1'],
      },
    ]);
  });
});

describe('telling', () => {
  it('waits until a customer is known, and is due then', async () => {
    await say('withdrawn', 'unsubscribe-link');
    const { heard, listeners } = listening();
    expect(await tell(listeners)).toBeNull();
    expect(heard).toEqual([]);
    expect(await tellings()).toEqual(['shopify: withdrawn, waits']);
    await inShop((tx) => noteKnownCustomers(tx, shop.id));
    expect(await inShop((tx) => nextTellingDueAt(tx, shop.id)), 'nobody is known yet').toBeNull();
    await becomesCustomer();
    await inShop((tx) => noteKnownCustomers(tx, shop.id));
    expect(await inShop((tx) => nextTellingDueAt(tx, shop.id))).not.toBeNull();
    await tell(listeners);
    expect(heard).toHaveLength(1);
    expect(await tellings()).toEqual(['shopify: withdrawn, told']);
  });

  it('is tried again ever later while it cannot be done, and done in the end', async () => {
    await becomesCustomer();
    await say('withdrawn', 'unsubscribe-link');
    const { heard, listeners } = listening(() => Promise.reject(new Error('no connection')));
    let [atMs, waits] = [0, [] as number[]];
    for (let tries = 0; tries < 12; tries++) {
      const next = await tell(listeners, atMs);
      const waitMs = (next?.getTime() ?? NaN) - after(atMs).getTime();
      waits = [...waits, waitMs / MINUTE_MS];
      atMs += waitMs;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    expect(heard).toHaveLength(12);
    await tell(listening().listeners, atMs);
    expect(await tellings()).toEqual(['shopify: withdrawn, told']);
  });

  it('is tried at Postmark for three days, and then once more when a sender is saved', async () => {
    await say('granted', 'sign-up');
    await say('withdrawn', 'unsubscribe-link');
    const { heard, listeners } = listening(() => Promise.reject(new Error('no connection')));
    let next: Date | null = after(0);
    let lastAt = 0;
    while (next) {
      lastAt = next.getTime() - after(0).getTime();
      next = await tell(listeners, lastAt);
    }
    const days = lastAt / (1_440 * MINUTE_MS);
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThanOrEqual(3);
    expect(heard).toHaveLength(20);
    expect(await tellings()).toContain('postmark: withdrawn, parked');
    await inShop((tx) => tellPostmarkAgain(tx, shop.id, after(lastAt)));
    await tell(listening().listeners, lastAt);
    expect(await tellings()).toContain('postmark: withdrawn, told');
  });

  it('that is refused is parked with the words of who refused it', async () => {
    await becomesCustomer();
    await say('granted', 'sign-up');
    const { heard, listeners } = listening(() => Promise.resolve({ kind: 'refused', problem: 'Customer not found' }));
    expect(await tell(listeners)).toBeNull();
    await tell(listeners, 10 * MINUTE_MS);
    expect(heard).toHaveLength(1);
    const [row] = await inShop((tx) => tx.consentTelling.findMany());
    expect(row).toMatchObject({ status: 'parked', problem: 'Customer not found' });
  });

  it('is done by one at a time, so that a newer word never comes before an older one', async () => {
    await becomesCustomer();
    await say('granted', 'sign-up');
    const claim = async (ms: number) =>
      (await inShop((tx) => claimTellings(tx, shop.id, after(ms), 10))).filter(
        ({ listener }) => listener === 'shopify',
      );
    const [older] = await claim(0);
    await say('withdrawn', 'unsubscribe-link');
    expect(await claim(1), 'while the older one is being told').toEqual([]);
    if (!older) throw new Error('nothing was claimed');
    await inShop((tx) => storeTold(tx, older, { kind: 'told' }, after(2)));
    expect(await claim(3)).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('is taken up by another a minute after who was telling it died', async () => {
    await becomesCustomer();
    await say('withdrawn', 'unsubscribe-link');
    await inShop((tx) => claimTellings(tx, shop.id, after(0), 10));
    const { heard, listeners } = listening();
    expect(await tell(listeners, MINUTE_MS - 1)).toEqual(after(MINUTE_MS));
    await tell(listeners, MINUTE_MS);
    expect(heard).toHaveLength(1);
  });

  it('stays within the shop', async () => {
    await becomesCustomer();
    await say('withdrawn', 'unsubscribe-link');
    const other = await createShop(app);
    const { heard, listeners } = listening();
    await withShop(other.id, () =>
      tellConsents(app, other.id, { shopify: oneByOne(listeners.shopify), postmark: oneByOne(listeners.postmark) }),
    );
    expect(heard).toEqual([]);
  });
});

describe('our own word that comes back', () => {
  it('is known by its state and its second, and nothing else is taken for it', async () => {
    await say('withdrawn', 'unsubscribe-link', 1_300);
    const know = (state: string, ms: number) =>
      inShop((tx) => isOwnWord(tx, shop.id, { addressId: anna.addressId, state, occurredAt: after(ms) }));
    expect(await know('withdrawn', 1_000)).toBe(true);
    expect(await know('withdrawn', 2_000)).toBe(false);
    expect(await know('granted', 1_000)).toBe(false);
  });

  it('is known at Postmark by what was told it, and what others enter there later is not taken for it', async () => {
    await say('granted', 'sign-up', 0);
    const isOurs = (ms: number) => inShop((tx) => isOwnSuppression(tx, shop.id, anna.addressId, after(ms)));
    expect(await isOurs(10)).toBe(false);
    await say('withdrawn', 'unsubscribe-link', 1_000);
    expect(await isOurs(2_000)).toBe(true);
    await say('granted', 'preference-centre', 3_000);
    expect(await isOurs(4_000), 'the no before came back late').toBe(true);
    expect(await isOurs(3_000 + MINUTE_MS)).toBe(false);
  });

  it('is not one that Shopify said first', async () => {
    await say('withdrawn', 'shopify-webhook', 1_000);
    const statement = { addressId: anna.addressId, state: 'withdrawn', occurredAt: after(1_000) };
    expect(await inShop((tx) => isOwnWord(tx, shop.id, statement))).toBe(false);
  });
});
