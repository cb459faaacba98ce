import { beforeEach, describe, expect, it } from 'vitest';
import { importFile, importOf, runImports } from '../../../tests/factories/import-files';
import { makePerson, unsubscribe } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { startUndo } from '~/capture/imports/imports.server';
import { appendEvents } from '~/capture/events/event-log.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { identify } from '~/customers/profiles/identify.server';
import { withShop } from '~/platform/db/db.server';

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
