import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { exportedText } from '../../../tests/factories/exported-file';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { toldPerson } from '../../../tests/factories/told-person';
import { recordConsent } from '~/customers/consent/ledger.server';
import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { findDuplicates } from '~/customers/data-quality/find-duplicates.server';
import { confirmPrivacyRequest, requestPrivacy } from '~/customers/preferences/privacy-requests.server';
import { identify } from '~/customers/profiles/identify.server';
import { withShop } from '~/platform/db/db.server';

const inWorld = await bareWorlds();
const ME = '42';
const LISTS = ['findings', 'duplicates', 'imports', 'privacy-requests'];

type Rows = Record<string, string>[];

async function rowsOf({ pages, shop }: Pick<BareWorld, 'pages' | 'shop'>, list: string, search = ''): Promise<Rows> {
  const text = await exportedText({ pages, shop, actor: ME }, list, search);
  return parse<Record<string, string>>(text, { bom: true, columns: true });
}

const looksIn = async ({ app, shop }: BareWorld) =>
  (await withShop(shop.id, () => app.db.prisma.accessLogEntry.findMany({ where: { actor: ME } }))).map(
    ({ what, subject }) => ({ what, subject }),
  );

const tell = ({ app, shop }: BareWorld, person: Parameters<typeof toldPerson>[0]): Promise<string> =>
  withShop(shop.id, () =>
    app.db.transaction(async (tx) => {
      const report = toldPerson({ seenAt: app.clock.now(), ...person });
      return (await identify(app, tx, shop.id, { person: report, evidence: 'test' })).profileId;
    }),
  );

const refuseSale = ({ app, shop }: BareWorld, email: string) =>
  withShop(shop.id, () => {
    const said = { email, purpose: 'data-sale', state: 'withdrawn', source: 'gpc', evidence: {} } as const;
    const statement = { ...said, occurredAt: app.clock.now(), dedupeKey: `gpc ${email}` };
    return app.db.transaction((tx) => recordConsent(app, tx, shop.id, statement));
  });

describe('what was found in the data, as a file', () => {
  it('has the rows of one number, marks who does not want their data sold, and is written down', () =>
    inWorld(async (world) => {
      await tell(world, { email: 'anna@example.com', firstName: 'ANNA' });
      await tell(world, { email: 'ben@example.com', firstName: '=BEN' });
      await refuseSale(world, 'anna@example.com');
      const rows = await rowsOf(world, 'findings', 'finding=name-form');
      expect(rows.map((row) => [row.refuses_data_sale, row.told_or_about, row.kept_meant_or_beside]).sort()).toEqual([
        ['no', "'=BEN", "'=ben"],
        ['yes', 'ANNA', 'Anna'],
      ]);
      expect(rows[0]?.finding).toBe('names written as people write them');
      expect(await looksIn(world)).toEqual([{ what: 'list-exported', subject: 'findings' }]);
      for (const nothing of ['', 'finding=constructor', 'finding=disposable'])
        expect(await rowsOf(world, 'findings', nothing), nothing).toEqual([]);
    }));

  it('that is long comes page by page, each row once', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await withShop(shop.id, async () => {
        const people = Array.from({ length: 1_103 }, (_, at) => ({ at, id: app.ids.next() }));
        const seen = { shopId: shop.id, createdAt: app.clock.now(), lastSeenAt: app.clock.now() };
        await app.db.prisma.profile.createMany({ data: people.map(({ id }) => ({ ...seen, id })) });
        const told = { rule: 'name-form', field: 'firstName', evidence: 'test', toldAt: app.clock.now() };
        await app.db.prisma.cleaning.createMany({
          data: people.map(({ at, id }) => ({
            ...{ ...told, shopId: shop.id, originId: id, profileId: id, beforeHash: Buffer.from(`P${at}`) },
            ...{ before: app.vault.seal(`P${at}`, shop.id), after: app.vault.seal(`p${at}`, shop.id) },
          })),
        });
      });
      const rows = await rowsOf(world, 'findings', 'finding=name-form');
      expect(rows).toHaveLength(1_103);
      expect(new Set(rows.map((row) => row.customer)).size).toBe(1_103);
    }));
});

describe('who may be one person, as a file', () => {
  it('has both, why, and who of them does not want their data sold', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await tell(world, { email: 'anna.mueller@gmail.com', firstName: 'Anna', lastName: 'Müller' });
      await tell(world, { email: 'annamueller@gmail.com', firstName: 'Anna', lastName: 'Müller' });
      await refuseSale(world, 'annamueller@gmail.com');
      await withShop(shop.id, async () => {
        await checkAddresses({ ...app, addressValidator: { ask: () => Promise.resolve('takes-mail') } }, shop.id);
        await findDuplicates(app, shop.id);
      });
      const [row, ...others] = await rowsOf(world, 'duplicates');
      expect(others).toEqual([]);
      expect(row).toMatchObject({ likelihood: 'Very likely', one_name: 'Anna Müller', other_orders: '0' });
      expect(
        [
          [row?.one_email, row?.one_refuses_data_sale],
          [row?.other_email, row?.other_refuses_data_sale],
        ].sort(),
      ).toEqual([
        ['anna.mueller@gmail.com', 'no'],
        ['annamueller@gmail.com', 'yes'],
      ]);
      expect(await looksIn(world)).toEqual([{ what: 'list-exported', subject: 'duplicates' }]);
    }));
});

describe('what people asked for by law, as a file', () => {
  it('has what is owed and what is done, and whom it names as long as that is kept', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { prisma } = app.db;
      const [open, asked] = [app.ids.next(), app.ids.next()];
      await withShop(shop.id, async () => {
        const { addressId } = await makePerson(app, shop.id, { email: 'anna@example.com' });
        await requestPrivacy(app, prisma, shop.id, { id: open, kind: 'download', addressId });
        await confirmPrivacyRequest(app, prisma, shop.id, open);
        await requestPrivacy(app, prisma, shop.id, { id: asked, kind: 'delete', addressId });
      });
      expect(await rowsOf(world, 'privacy-requests')).toMatchObject([
        { request: open, kind: 'download', who: 'anna@example.com', done_at: '', state: 'making', is_overdue: 'no' },
      ]);
      expect(await looksIn(world)).toEqual([{ what: 'list-exported', subject: 'privacy-requests' }]);
    }));
});

describe('what was imported, as a file', () => {
  it('has each import with what came of it; names nobody, so nobody is told to have looked', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const at = app.clock.now();
      const run = {
        shopId: shop.id,
        createdBy: ME,
        fileName: '=people.csv',
        createdAt: at,
        rowsTotal: 3,
        rowsDone: 3,
        problemRows: 1,
      };
      await withShop(shop.id, () =>
        app.db.prisma.import.createMany({
          data: [
            { ...run, id: app.ids.next(), state: 'done', counts: { people: 3, newPeople: 2 } },
            { ...run, id: app.ids.next(), state: 'uploading', counts: {} },
          ],
        }),
      );
      expect(await rowsOf(world, 'imports')).toMatchObject([
        ...[{ file: "'=people.csv", state: 'Imported', rows: '3', rows_to_correct: '1' }],
      ]);
      expect((await rowsOf(world, 'imports'))[0]?.results).toContain('2 customers new');
      expect(await looksIn(world)).toEqual([]);
    }));
});

it('of another shop there is nothing in any of them', () =>
  inWorld(async (world) => {
    await tell(world, { email: 'anna@example.com', firstName: 'ANNA' });
    const other = { ...world, shop: await createShop(world.app) };
    for (const list of LISTS) expect(await rowsOf(other, list, 'finding=name-form'), list).toEqual([]);
  }));
