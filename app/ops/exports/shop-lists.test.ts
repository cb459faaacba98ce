import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { plantPeople, plantSegment } from '../../../tests/factories/audiences';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { scheduled } from '../../../tests/factories/campaigns';
import { exportedText } from '../../../tests/factories/exported-file';
import { turnOn } from '../../../tests/factories/flows';
import { makePerson } from '../../../tests/factories/people';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { withShop } from '~/platform/db/db.server';

const inWorld = await bareWorlds();
const ME = '42';
const HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', 'a "b", c'];
const LISTS = ['segments', 'flows', 'flow-runs', 'turned-away', 'campaigns', 'products', 'recommendation-ways'];

type Rows = Record<string, string>[];

async function rowsOf({ pages, shop }: BareWorld, list: string, search = ''): Promise<Rows> {
  const text = await exportedText({ pages, shop, actor: ME }, list, search);
  return parse<Record<string, string>>(text, { bom: true, columns: true });
}

const looksIn = ({ app, shop }: BareWorld) =>
  withShop(shop.id, () => app.db.prisma.accessLogEntry.findMany({ where: { actor: ME } }));

/** A shop whose flows, segments, campaigns and products are called so, with one person in each flow. */
async function fill({ app, shop }: BareWorld, names: readonly string[]): Promise<void> {
  const { prisma } = app.db;
  const now = app.clock.now();
  const products = names.map((title, index) => shownProduct(index + 1, { title, vendor: title, tags: [title] }));
  await stockShelf(app, shop.id, products);
  for (const [index, name] of names.entries()) {
    const { profileId } = await makePerson(app, shop.id, { email: `p${index}@example.com`, firstName: name });
    const segmentId = await plantSegment(app, shop.id, [profileId], name);
    await scheduled(app, shop.id, { name, segmentIds: [segmentId] });
    const flowKey = `flow-${index}`;
    const version = await turnOn(app, shop.id, { ...abandonedCart, key: flowKey, name });
    const run = { shopId: shop.id, id: app.ids.next(), flowKey, version, profileId, subject: {} };
    const away = { shopId: shop.id, flowKey, version, profileId, at: now };
    await prisma.flowTurnedAway.create({ data: { ...away, why: { kind: 'rule', missing: [], facts: {} } } });
    await prisma.flowRun.create({ data: { ...run, state: { node: abandonedCart.start }, startedAt: now, dueAt: now } });
  }
}

describe('a list of what a shop has', () => {
  it('holds every row, and nothing a spreadsheet would run', () =>
    inWorld(async (world) => {
      await withShop(world.shop.id, () => fill(world, HOSTILE));
      for (const list of ['segments', 'flows', 'campaigns', 'products']) {
        const rows = await rowsOf(world, list);
        expect(rows, list).toHaveLength(HOSTILE.length);
        const cells = rows.flatMap((row) => Object.values(row));
        expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell) || /^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
      }
      expect(await looksIn(world), 'they name nobody').toEqual([]);
      expect(await rowsOf(world, 'flow-runs', 'flow=flow-1')).toMatchObject([
        { email: 'p1@example.com', name: "'+1", flow: 'flow-1', is_in_it: 'yes' },
      ]);
      expect(await rowsOf(world, 'turned-away', 'flow=flow-3')).toMatchObject([
        { email: 'p3@example.com', name: "'@sum(a1)", flow: 'flow-3', times: '1' },
      ]);
      expect(await looksIn(world)).toMatchObject([
        { what: 'list-exported', subject: 'flow-runs' },
        { what: 'list-exported', subject: 'turned-away' },
      ]);
    }));

  it('has what its page shows with the same filters', () =>
    inWorld(async (world) => {
      await withShop(world.shop.id, () => fill(world, ['Spring', 'Summer']));
      const names = async (list: string, search: string) => (await rowsOf(world, list, search)).map(({ name }) => name);
      expect(await names('campaigns', 'name=spr')).toEqual(['Spring']);
      expect(await names('campaigns', 'state=draft')).toEqual([]);
      expect(await names('flows', 'name=summ')).toEqual(['Summer']);
      expect(await names('flows', 'state=off')).toEqual([]);
      expect(await rowsOf(world, 'flow-runs', 'flow=flow-0&state=ended')).toEqual([]);
      expect(await rowsOf(world, 'flow-runs')).toEqual([]);
      expect(await rowsOf(world, 'segments')).toMatchObject([
        { name: 'Spring', people: '1', may_be_mailed: '1', spent_each_90_days: '0.00', currency: 'EUR' },
        { name: 'Summer', people: '1' },
      ]);
      const [product] = await rowsOf(world, 'products');
      expect(product).toMatchObject({ title: 'Spring', price: '1.00', currency: 'EUR', is_published: 'yes' });
    }));

  it('has each way of choosing by the figures of the version that serves', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const worth = { hr10: 0.3, hr20: 0.4, mrr20: 0.1, ndcg10: 0.2, p10: 0.03, r10: 0.25, f1: 0.06 };
      const metrics = {
        contexts: { cart: { cases: 12, strategies: { hybrid: worth }, histories: [] } },
        mixes: { cart: { hybrid: 1 } },
      };
      const model = { shopId: shop.id, version: 1, isActive: true, trainedAt: app.clock.now(), metrics };
      await withShop(shop.id, () =>
        app.db.prisma.recommenderModel.create({ data: { ...model, index: Buffer.alloc(1) } }),
      );
      expect(await rowsOf(world, 'recommendation-ways')).toMatchObject([
        { situation: 'cart', cases: '12', way: 'hybrid', hit_rate_10: '0.3', ndcg_10: '0.2', coverage_20: '' },
      ]);
    }));

  it('that is long comes page by page, each row once', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await withShop(shop.id, async () => {
        await stockShelf(app, shop.id, 1_203);
        const people = Array.from({ length: 1_203 }, () => ({}));
        const profileIds = await plantPeople(app, shop.id, people);
        const version = await turnOn(app, shop.id);
        const state = { node: abandonedCart.start };
        const [flowKey, startedAt] = [abandonedCart.key, app.clock.now()];
        const run = { shopId: shop.id, flowKey, version, subject: {}, state, startedAt, dueAt: startedAt };
        await app.db.prisma.flowRun.createMany({
          data: profileIds.map((profileId) => ({ ...run, id: app.ids.next(), profileId })),
        });
      });
      for (const [list, search] of [
        ['products', ''],
        ['flow-runs', `flow=${abandonedCart.key}`],
      ] as const) {
        const rows = await rowsOf(world, list, search);
        expect(rows).toHaveLength(1_203);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(1_203);
      }
    }));

  it('of another shop holds nothing of this one', () =>
    inWorld(async (world) => {
      await withShop(world.shop.id, () => fill(world, ['Spring']));
      const other = { ...world, shop: await createShop(world.app) };
      for (const list of LISTS) expect(await rowsOf(other, list, 'flow=flow-0'), list).toEqual([]);
    }));
});
