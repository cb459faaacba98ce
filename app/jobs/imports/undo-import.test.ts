import { beforeEach, describe, expect, it } from 'vitest';
import { importFile, importOf, runImports } from '../../../tests/factories/import-files';
import { makePerson, unsubscribe } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { startUndo } from '~/capture/imports/imports.server';
import { purgeImports } from '~/capture/imports/purge-imports.server';
import { eraseProfiles } from '~/compliance/erase-profiles.server';
import { appendEvents } from '~/capture/events/event-log.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { identify } from '~/customers/profiles/identify.server';
import { withShop } from '~/platform/db/db.server';
import { advanceImportsJob } from '../advance-imports.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;
const DAY_MS = 86_400_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const LIST =
  'Email Address,First Name,OPTIN_TIME,UNSUB_TIME,LEID,Team\n' +
  ['new', 'active', 'mailed', 'before'].map((name) => `${name}@example.com,N,2026-01-01,,1,red\n`).join('') +
  'gone@example.com,G,2025-01-01,2025-06-01,2,red\n';

async function known(): Promise<string[]> {
  const rows = await inShop(() => prisma.address.findMany({ where: { shopId: shop.id } }));
  return rows.map(({ email }) => app.vault.open(email, shop.id).replace('@example.com', '')).sort();
}

async function undo(id: string): Promise<boolean> {
  const isBegun = await inShop(() => startUndo(app, shop.id, id));
  await runImports(app, shop.id);
  return isBegun;
}

const seeAgain = (email: string): Promise<unknown> =>
  inShop(() =>
    app.db.transaction((tx) =>
      identify(app, tx, shop.id, {
        person: { email, seenAt: app.clock.now() },
        evidence: 'shopify:customers/update:1',
      }),
    ),
  );

describe('an import that is undone', () => {
  it('takes back whom it alone made and who did nothing since, and leaves everybody else', async () => {
    const before = await inShop(() => makePerson(app, shop.id, { email: 'before@example.com' }));
    const id = await importFile(app, shop.id, LIST);
    app.advanceBusiness(DAY_MS);
    await seeAgain('mailed@example.com');
    await inShop(async () => {
      const active = await findAddress(app.vault, prisma, shop.id, 'active@example.com');
      const told = { type: 'custom_event', properties: { name: 'Visit', properties: {} }, source: 'api' } as const;
      const event = { ...told, occurredAt: app.clock.now(), dedupeKey: 'visit' };
      await appendEvents(app, prisma, shop.id, [{ profileId: active?.profileId ?? '', event }]);
    });
    expect(await undo(id)).toBe(true);
    expect(await known()).toEqual(['active', 'before', 'gone', 'mailed']);
    const run = await importOf(app, shop.id, id);
    expect(run).toMatchObject({ state: 'undone', counts: { removed: 1 } });
    await inShop(async () => {
      expect(await verifyLedger(prisma, shop.id)).toMatchObject({ kind: 'intact' });
      expect(await prisma.profile.count({ where: { shopId: shop.id, id: before.profileId } })).toBe(1);
    });
  });

  it('can be imported again, and a yes counts again', async () => {
    await undo(await importFile(app, shop.id, LIST));
    await importFile(app, shop.id, LIST);
    const address = await inShop(() => findAddress(app.vault, prisma, shop.id, 'new@example.com'));
    const where = { shopId: shop.id, addressId: address?.id ?? '' };
    expect(await inShop(() => prisma.consentState.findMany({ where }))).toMatchObject([{ state: 'granted' }]);
  });

  it('keeps whoever said no after it', async () => {
    const id = await importFile(app, shop.id, LIST);
    const address = await inShop(() => findAddress(app.vault, prisma, shop.id, 'new@example.com'));
    await inShop(() =>
      unsubscribe(app, shop.id, { profileId: '', email: 'new@example.com', addressId: address?.id ?? '' }),
    );
    await undo(id);
    expect(await known()).toContain('new');
  });

  it('is too old after a week, and is not there for another shop', async () => {
    const id = await importFile(app, shop.id, LIST);
    const other = await createShop(app);
    expect(await withShop(other.id, () => startUndo(app, other.id, id))).toBe(false);
    app.advanceBusiness(7 * DAY_MS);
    expect(await undo(id)).toBe(false);
    expect(await known()).toContain('new');
  });
});

const inFile = (rows: string): string => `email,event,timestamp,event id\n${rows}`;
const eventsOf = () =>
  inShop(() => prisma.event.findMany({ where: { shopId: shop.id }, orderBy: { occurredAt: 'asc' } })).then((events) =>
    events.map(({ type, properties }) => (properties as { name?: string }).name ?? type),
  );
const additions = () => inShop(() => prisma.importAddition.count({ where: { shopId: shop.id } }));

describe('an import of what happened elsewhere that is undone', () => {
  const ROWS = ['quiz', 'visit', 'call'].map((name, day) => `anna@example.com,${name},2026-01-0${day + 1},${name}\n`);

  it('takes back what it added, and whom it made; what another file told of first stays', async () => {
    await importFile(app, shop.id, inFile(ROWS[0] ?? ''));
    const id = await importFile(app, shop.id, inFile(`${ROWS.join('')}bea@example.com,call,2026-01-04,b\n`));
    expect(await eventsOf()).toEqual(['quiz', 'visit', 'call', 'call']);
    expect(await undo(id)).toBe(true);
    expect(await eventsOf()).toEqual(['quiz']);
    expect(await known()).toEqual(['anna']);
    const run = await importOf(app, shop.id, id);
    expect(run).toMatchObject({ state: 'undone', counts: { removedEvents: 3, removed: 1 } });
  });

  it('is undone once by two workers, however they are cut off, and can be imported again', async () => {
    const many = Array.from({ length: 450 }, (_, row) => `p${row % 9}@example.com,call,2026-01-01,${row}\n`).join('');
    const id = await importFile(app, shop.id, inFile(many));
    await inShop(() => startUndo(app, shop.id, id));
    let left = 1;
    const transaction: typeof app.db.transaction = (work) =>
      app.db.transaction(async (tx) => {
        const done = await work(tx);
        if (left-- <= 0) throw new Error('killed');
        return done;
      });
    const dying = { ...app, db: { ...app.db, transaction } };
    await expect(inShop(() => advanceImportsJob(dying, { shopId: shop.id }))).rejects.toThrow('killed');
    expect((await eventsOf()).length).toBe(250);
    await Promise.all([runImports(app, shop.id), runImports(app, shop.id)]);
    expect(await eventsOf()).toEqual([]);
    expect(await known()).toEqual([]);
    expect((await importOf(app, shop.id, id)).counts).toMatchObject({ removedEvents: 450, removed: 9 });
    await importFile(app, shop.id, inFile(many));
    expect((await eventsOf()).length).toBe(450);
  });

  it('is known for as long as it can be undone', async () => {
    await importFile(app, shop.id, inFile(ROWS.join('')));
    expect(await additions()).toBe(3);
    app.advanceBusiness(7 * DAY_MS - 1);
    await inShop(() => purgeImports(app, prisma, shop.id));
    expect(await additions()).toBe(3);
    app.advanceBusiness(2);
    await inShop(() => purgeImports(app, prisma, shop.id));
    expect(await additions()).toBe(0);
  });
});

describe('an import of orders that is undone', () => {
  const HEAD = 'Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id\n';
  const order = (id: number, name: string) => `#${id},${name}@example.com,paid,20.00,2024-05-02,2,Mug,10.00,${id}\n`;
  const orders = () =>
    inShop(() => prisma.order.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } })).then((found) =>
      found.map(({ name }) => name),
    );

  it('takes back its orders with what they amounted to, and leaves those that Shopify told of since', async () => {
    const id = await importFile(app, shop.id, HEAD + order(1, 'anna') + order(2, 'bea') + order(3, 'bea'));
    const [told] = await inShop(() => prisma.order.findMany({ where: { shopId: shop.id, name: '#2' } }));
    const profileId = told?.profileId ?? '';
    const report = newOrder(app, { profileId, id: told?.id ?? '', name: '#2', totalMinor: 900 });
    await inShop(() => placeOrders(app, shop.id, [report]));
    expect(await undo(id)).toBe(true);
    expect(await orders()).toEqual(['#2']);
    expect(await known()).toEqual(['bea']);
    await inShop(async () => {
      const numbers = await prisma.profileNumbers.findMany({ where: { shopId: shop.id } });
      expect(numbers).toMatchObject([{ profileId, orderCount: 1, netMinor: 900 }]);
      expect(await prisma.event.count({ where: { shopId: shop.id, type: 'order_placed' } })).toBe(1);
      expect(await prisma.orderLine.count({ where: { shopId: shop.id, orderId: { not: told?.id ?? '' } } })).toBe(0);
    });
    const { counts } = await importOf(app, shop.id, id);
    expect(counts).toMatchObject({ removedOrders: 2, keptOrders: 1, removed: 1 });
    await importFile(app, shop.id, HEAD + order(1, 'anna') + order(2, 'bea') + order(3, 'bea'));
    expect(await orders()).toEqual(['#1', '#2', '#3']);
  });

  it('leaves those whose buyer was erased: the same file does not bring them back', async () => {
    const id = await importFile(app, shop.id, HEAD + order(1, 'anna'));
    const { profileId } = await inShop(() => prisma.order.findFirstOrThrow({ where: { shopId: shop.id } }));
    await inShop(() => app.db.transaction((tx) => eraseProfiles(app, tx, shop.id, [profileId])));
    await undo(id);
    await importFile(app, shop.id, HEAD + order(1, 'anna'));
    expect(await orders()).toEqual(['#1']);
    expect(await known()).toEqual([]);
  });
});
