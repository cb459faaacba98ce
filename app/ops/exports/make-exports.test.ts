import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { askedFile, makeFiles, takenFile } from '../../../tests/factories/exported-file';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { eraseProfiles } from '~/compliance/erase-profiles.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { withShop } from '~/platform/db/db.server';
import { askExport } from './ask-export.server';
import { purgeExports } from './export-rows.server';
import { exportState } from './exports-page.server';
import { makeExports } from './make-exports.server';
import { takeExport } from './take-export.server';

const inWorld = await bareWorlds();
const ME = '42';
const HOUR_MS = 3_600_000;

type Asking = Pick<BareWorld, 'pages' | 'shop'>;

const asks = ({ pages, shop }: Asking) => ({ pages, shop, actor: ME });
const ask = ({ pages, shop }: Asking, list: string) => askExport(pages, shop.domain, ME, { list });
const asked = (world: Asking, list: string, search: Record<string, string> = {}) =>
  askedFile(asks(world), list, new URLSearchParams(search).toString());

async function taken(world: Asking, id: string): Promise<string[] | null> {
  const parts = await takenFile(asks(world), id);
  return parts && parts.map((part) => part.toString('utf8'));
}

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
