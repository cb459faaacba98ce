import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { askedFile, makeFiles, takenFile } from '../../../tests/factories/exported-file';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { plan } from '../../../tests/factories/messages';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { appendEvents } from '~/capture/events/event-log.server';
import { eraseProfiles } from '~/compliance/erase-profiles.server';
import { recordConsent } from '~/customers/consent/ledger.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { logAccess } from '~/platform/audit/access-log.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { withShop } from '~/platform/db/db.server';
import { askExport } from './ask-export.server';
import { purgeExports } from './export-rows.server';
import { exportState } from './exports-page.server';
import { makeExports } from './make-exports.server';
import { takeExport } from './take-export.server';

const inWorld = await bareWorlds();
const ME = '42';
const HOUR_MS = 3_600_000;

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

const MANY = 1_203;

/** More people than stand on two pages. */
const makeMany = ({ app, shop }: BareWorld) =>
  withShop(shop.id, () =>
    app.db.transaction((tx) => {
      const seenAt = app.clock.now();
      const persons = Array.from({ length: MANY }, (_, index) => ({ email: `p${index}@example.com`, seenAt }));
      return identifyMany(app, tx, shop.id, persons, 'test');
    }),
  );

const emailsIn = (parts: string[] | null): string[] =>
  parse<Record<string, string>>((parts ?? []).join(''), { bom: true, columns: true }).map((row) => row.email ?? '');

const piecesOf = ({ app, shop }: BareWorld) =>
  withShop(shop.id, () => app.db.prisma.listExportPiece.count({ where: { shopId: shop.id } }));

describe('a file that is asked for', () => {
  it('tells how far it is, and is the same when it is asked for again meanwhile', () =>
    inWorld(async (world) => {
      await makeMany(world);
      const id = await asked(world, 'customers');
      expect(await exportState(world.pages, world.shop.domain, id)).toMatchObject({
        state: 'waiting',
        rowsTotal: null,
      });
      expect(await asked(world, 'customers')).toBe(id);
      expect(await asked(world, 'customers', { consent: 'granted' })).not.toBe(id);
      await makeFiles(world);
      const state = { state: 'ready', rowsTotal: MANY, rowsDone: MANY, goneWords: null };
      expect(await exportState(world.pages, world.shop.domain, id)).toMatchObject(state);
      expect(await asked(world, 'customers')).not.toBe(id);
    }));

  it('does not wait for a longer one before it', () =>
    inWorld(async (world) => {
      await makeMany(world);
      const long = await asked(world, 'customers');
      const short = await asked(world, 'activity');
      // The machine's time goes on by more than a turn with each look at it.
      const systemClock = {
        time: 'system' as const,
        now() {
          world.app.advanceSystem(60_000);
          return world.app.systemClock.now();
        },
      };
      const hurried = { ...world.pages, systemClock };
      expect(await withShop(world.shop.id, () => makeExports(hurried, world.shop.id))).toEqual(world.app.clock.now());
      expect(await exportState(world.pages, world.shop.domain, short)).toMatchObject({ state: 'ready' });
      expect(await exportState(world.pages, world.shop.domain, long)).toMatchObject({
        state: 'writing',
        rowsDone: 500,
      });
      expect(await taken(world, long)).toBeNull();
    }));

  it('is one of few: more than a shop can wait for are refused in words', () =>
    inWorld(async (world) => {
      for (let day = 10; day < 20; day++) await asked(world, 'events', { from: `2026-01-${day}` });
      expect(await ask(world, 'events')).toMatchObject({
        kind: 'refused',
        problem: expect.stringContaining('Ten files'),
      });
    }));

  it('is whole and has each row once, wherever its worker dies and however many work on it', () =>
    inWorld(async (world) => {
      await makeMany(world);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 3 }), async (commits) => {
          const id = await asked(world, 'customers');
          await withShop(world.shop.id, () => makeExports(dyingAfter(world, commits), world.shop.id)).catch(
            (error: unknown) => expect(String(error)).toContain('killed'),
          );
          await Promise.all([makeFiles(world), makeFiles(world)]);
          const emails = emailsIn(await taken(world, id));
          expect(emails).toHaveLength(MANY);
          expect(new Set(emails).size).toBe(MANY);
        }),
        { numRuns: 6 },
      );
    }));

  it('that cannot be written is given up after some tries, and holds up no other', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const broken = await asked(world, 'events', { from: '2026-01-01' });
      const where = { shopId_id: { shopId: shop.id, id: broken } };
      await withShop(shop.id, () => app.db.prisma.listExport.update({ where, data: { cursor: 'no place' } }));
      const whole = await asked(world, 'events');
      for (let tries = 0; tries < 5; tries++) await expect(makeFiles(world)).rejects.toThrow();
      expect(await makeFiles(world)).toBeNull();
      expect(await exportState(world.pages, world.shop.domain, whole)).toMatchObject({ state: 'ready' });
      expect(await exportState(world.pages, world.shop.domain, broken)).toMatchObject({
        state: 'gone',
        goneWords: expect.stringContaining('could not be written'),
      });
    }));
});

/** A worker whose transactions fail after so many: what it does after that is lost, as with a kill. */
function dyingAfter({ pages }: BareWorld, commits: number): BareWorld['pages'] {
  let left = commits;
  const transaction: typeof pages.db.transaction = (work) =>
    pages.db.transaction(async (tx) => {
      const done = await work(tx);
      if (left-- <= 0) throw new Error('killed');
      return done;
    });
  return { ...pages, db: { ...pages.db, transaction } };
}

describe('a file that is ready', () => {
  it('is sealed where it lies, opens at its own place only, and is gone after a day', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await withShop(shop.id, () => makePerson(app, shop.id, { email: 'anna@example.com' }));
      const id = await asked(world, 'customers', { who: 'anna@example.com' });
      await makeFiles(world);
      const pieces = await withShop(shop.id, () => app.db.prisma.listExportPiece.findMany());
      for (const { content } of pieces) {
        expect(Buffer.from(content).toString('latin1')).not.toContain('anna');
        expect(() => app.vault.openBytes(content, shop.id)).toThrow();
      }
      app.advanceBusiness(24 * HOUR_MS - 1);
      expect(emailsIn(await taken(world, id))).toEqual(['anna@example.com']);
      app.advanceBusiness(1);
      expect(await taken(world, id)).toBeNull();
      expect(await exportState(world.pages, world.shop.domain, id)).toMatchObject({ state: 'gone', until: null });
      await withShop(shop.id, () => purgeExports(app, app.db.prisma, shop.id));
      expect(await piecesOf(world)).toBe(0);
      const row = await withShop(shop.id, () => app.db.prisma.listExport.findFirstOrThrow({ where: { id } }));
      expect(row).toMatchObject({ state: 'gone', goneWhy: 'over', search: null });
    }));

  it('is written down with who took it, once for each time and before the first byte', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId } = await withShop(shop.id, () => makePerson(app, shop.id));
      const looks = () =>
        withShop(shop.id, () => app.db.prisma.accessLogEntry.findMany({ orderBy: { id: 'asc' } })).then((found) =>
          found.map(({ actor, what, subject }) => [actor, what, subject]),
        );
      const [history, consents, named] = [
        await asked(world, 'events', { profile: profileId }),
        await asked(world, 'consents'),
        await asked(world, 'consents', { addresses: '1' }),
      ];
      await makeFiles(world);
      expect(await looks()).toEqual([]);
      for (const id of [history, consents, named]) await takeExport(world.pages, world.domain, '9', id);
      expect(await looks()).toEqual([
        ['9', 'customer-history-exported', profileId],
        ['9', 'consent-exported', 'consent-ledger'],
      ]);
    }));

  it('goes with an erasure, as all files of the shop’s do, those that are being written too; another shop’s stay', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await makeMany(world);
      const other = await createShop(app);
      const theirs = { ...world, shop: other };
      const [ready, kept] = [await asked(world, 'customers'), await asked(theirs, 'customers')];
      await makeFiles(world);
      await makeFiles(theirs);
      const waiting = await asked(world, 'customers', { who: 'p7@example.com' });
      const { profileId } = await withShop(shop.id, () => app.db.prisma.address.findFirstOrThrow());
      await withShop(shop.id, () => app.db.transaction((tx) => eraseProfiles(app, tx, shop.id, [profileId])));
      for (const id of [ready, waiting]) {
        const state = await exportState(world.pages, world.shop.domain, id);
        expect(state).toMatchObject({ state: 'gone', goneWords: expect.stringContaining('erased') });
      }
      expect(await piecesOf(world)).toBe(0);
      expect(await makeFiles(world)).toBeNull();
      expect(await taken(theirs, kept)).not.toBeNull();
    }));

  it('does not hold who is erased while a page is written', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId } = await withShop(shop.id, () => makePerson(app, shop.id, { email: 'anna@example.com' }));
      const [isErased, isSeen] = [gate(), gate()];
      await asked(world, 'customers');
      const erasing = withShop(shop.id, () =>
        app.db.transaction(async (tx) => {
          await eraseProfiles(app, tx, shop.id, [profileId]);
          isErased.open();
          await isSeen.passed;
        }),
      );
      await isErased.passed;
      const id = await asked(world, 'customers', { consent: 'all' });
      const making = makeFiles(world);
      await waitingForLock(app.db.pool);
      isSeen.open();
      await erasing;
      await making;
      expect(emailsIn(await taken(world, id))).toEqual([]);
    }));
});
