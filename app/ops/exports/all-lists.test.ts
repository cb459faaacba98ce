import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { askedFile, makeFiles, takenFile } from '../../../tests/factories/exported-file';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { appendEvents } from '~/capture/events/event-log.server';
import { recordConsent } from '~/customers/consent/ledger.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { logAccess } from '~/platform/audit/access-log.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { withShop } from '~/platform/db/db.server';
import { askExport } from './ask-export.server';
import { exportState } from './exports-page.server';

const inWorld = await bareWorlds();
const ME = '42';

interface Exported {
  text: string;
  rows: Record<string, string>[];
  /** The most letters that were in hand at once. */
  largest: number;
}

type Asking = Pick<BareWorld, 'pages' | 'shop'>;

const asks = ({ pages, shop }: Asking) => ({ pages, shop, actor: ME });
const ask = ({ pages, shop }: Asking, list: string) => askExport(pages, shop.domain, ME, { list });
const asked = (world: Asking, list: string, search: Record<string, string> = {}) =>
  askedFile(asks(world), list, new URLSearchParams(search).toString());

async function taken(world: Asking, id: string): Promise<string[] | null> {
  const parts = await takenFile(asks(world), id);
  return parts && parts.map((part) => part.toString('utf8'));
}

async function exported(world: Asking, list: string, search: Record<string, string> = {}): Promise<Exported> {
  const id = await asked(world, list, search);
  await makeFiles(world);
  const parts = (await taken(world, id)) ?? [];
  const text = parts.join('');
  const rows = parse<Record<string, string>>(text, { bom: true, columns: true });
  return { text, rows, largest: Math.max(...parts.map((part) => part.length)) };
}

const HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a "b", c', 'x\ny'];

/** People of hostile names who bought hostile goods and did hostile things. */
async function fill({ app, shop }: BareWorld): Promise<void> {
  for (const [index, firstName] of HOSTILE.entries()) {
    const { profileId } = await makePerson(app, shop.id, { email: `h${index}@example.com`, firstName });
    const order = newOrder(app, { profileId });
    const lines = order.lines.map((line) => ({ ...line, title: firstName }));
    await placeOrders(app, shop.id, [{ ...order, lines, discountCodes: [firstName], sourceName: firstName }]);
    await plan(app, shop.id, { profileId });
    const told = { type: 'custom_event', properties: { name: firstName, properties: {} }, source: 'api' } as const;
    const event = { ...told, occurredAt: app.clock.now(), dedupeKey: `hostile-${index}` };
    await appendEvents(app, app.db.prisma, shop.id, [{ profileId, event }]);
    const { prisma } = app.db;
    await recordActivity(app, prisma, shop.id, {
      kind: 'api-key-created',
      actor: firstName,
      details: { name: firstName },
    });
    await logAccess(app, prisma, shop.id, { actor: firstName, what: 'customer-shown', subject: profileId });
  }
}

describe('a list as a file', () => {
  it.each([
    ...['customers', 'messages', 'orders', 'events'].map(
      (name) => [name, [{ what: 'list-exported', subject: name }]] as const,
    ),
    ['looks', [{ what: 'access-log-exported' }]] as const,
    ...['consents', 'activity'].map((name) => [name, []] as const),
  ])('of %s holds every row, and nothing a spreadsheet would run', (name, looks) =>
    inWorld(async (world) => {
      await withShop(world.shop.id, () => fill(world));
      const { text, rows } = await exported(world, name);
      expect(text.startsWith('\uFEFF')).toBe(true);
      expect(rows.length).toBeGreaterThanOrEqual(HOSTILE.length);
      const cells = rows.flatMap((row) => Object.values(row));
      expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell) || /^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
      const where = { actor: ME };
      const log = await withShop(world.shop.id, () => world.app.db.prisma.accessLogEntry.findMany({ where }));
      expect(log).toMatchObject(looks);
    }),
  );

  it('of customers has what the list has, with its filters', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await withShop(shop.id, async () => {
        const anna = await makePerson(app, shop.id, { email: 'anna@example.com', firstName: 'Anna' });
        await makePerson(app, shop.id, { email: 'bea@example.com', consent: 'withdrawn' });
        await placeOrders(app, shop.id, [newOrder(app, { profileId: anna.profileId, totalMinor: 3490 })]);
      });
      const { rows } = await exported(world, 'customers', { consent: 'granted' });
      expect(rows).toMatchObject([
        {
          email: 'anna@example.com',
          name: 'Anna',
          marketing_consent: 'granted',
          orders: '1',
          spent: '34.90',
          currency: 'EUR',
        },
      ]);
      expect((await exported(world, 'customers', { who: 'bea@example.com' })).rows).toHaveLength(1);
    }));

  it('of customers marks who does not want their data sold or shared', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await withShop(shop.id, async () => {
        const { email } = await makePerson(app, shop.id, { email: 'anna@example.com' });
        await makePerson(app, shop.id, { email: 'bea@example.com' });
        const said = { email, purpose: 'data-sale', state: 'withdrawn', source: 'gpc', evidence: {} } as const;
        const statement = { ...said, occurredAt: app.clock.now(), dedupeKey: 'gpc-1' };
        await app.db.transaction((tx) => recordConsent(app, tx, shop.id, statement));
      });
      const { rows } = await exported(world, 'customers');
      const marks = rows.map(({ email, refuses_data_sale }) => `${email} ${refuses_data_sale}`);
      expect(marks.sort()).toEqual(['anna@example.com yes', 'bea@example.com no']);
    }));

  it('of a period has what happened in it, whole days', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const at = (text: string) => new Date(text);
      await withShop(shop.id, async () => {
        const { profileId } = await makePerson(app, shop.id);
        const days = ['2026-01-01T23:59:59Z', '2026-01-02T00:00:00Z', '2026-01-03T23:59:59Z', '2026-01-04T00:00:00Z'];
        await placeOrders(
          app,
          shop.id,
          days.map((day) => newOrder(app, { profileId, placedAt: at(day) })),
        );
      });
      const period = { from: '2026-01-02', until: '2026-01-03' };
      const placed = (await exported(world, 'orders', period)).rows.map((row) => row.placed_at);
      expect(placed).toEqual(['2026-01-02T00:00:00.000Z', '2026-01-03T23:59:59.000Z']);
      const events = (await exported(world, 'events', period)).rows.map((row) => row.type);
      expect(events).toEqual(['order_placed', 'order_placed']);
    }));

  it('that is long comes page by page, each row once', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const persons = Array.from({ length: 1_203 }, (_, index) => ({
        email: `p${index}@example.com`,
        seenAt: new Date(app.clock.now().getTime() - (index % 7) * 1_000),
      }));
      await withShop(shop.id, () => app.db.transaction((tx) => identifyMany(app, tx, shop.id, persons, 'test')));
      const { rows, text, largest } = await exported(world, 'customers');
      expect(new Set(rows.map((row) => row.email)).size).toBe(1_203);
      expect(rows).toHaveLength(1_203);
      expect(largest).toBeLessThan(text.length / 2);
    }));

  it('of another shop holds nothing of this one, and one that nobody knows is none', () =>
    inWorld(async (world) => {
      await withShop(world.shop.id, () => fill(world));
      const shop = await createShop(world.app);
      const other = { ...world, shop };
      for (const list of ['customers', 'messages', 'orders', 'events'])
        expect((await exported(other, list)).rows).toEqual([]);
      for (const list of ['sessions', 'constructor']) expect(await ask(other, list)).toMatchObject({ kind: 'refused' });
      const id = await asked(world, 'customers');
      await makeFiles(world);
      expect(await taken(other, id)).toBeNull();
      expect(await exportState(world.pages, other.shop.domain, id)).toBeNull();
    }));
});
