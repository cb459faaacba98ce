import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { holdModel } from '../../../tests/contracts/hold-model';
import { memoryOfFiles } from '../../../tests/factories/memory-of';
import { trainedOn } from '../../../tests/factories/recommender-data';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { encodeModel } from './model';
import { createModelStore, type KeptModels } from './models.server';
import { createSharedModels, folderOf } from './shared-models.server';
import { storeVersion } from './versions.server';

const database = await testDatabase();
const app = testApp(database);
const { prisma } = app.db;
const place = mkdtempSync(join(tmpdir(), 'kindred-shared-'));
afterAll(() => rmSync(place, { recursive: true }));

/** A machine of its own, and as many processes on it as are asked for. */
let machines = 0;
function newMachine(budgetBytes = 1 << 30) {
  const terms = { place: join(place, `machine-${machines++}`), database: 'tests', budgetBytes, ...app };
  mkdirSync(terms.place);
  const folder = folderOf(terms);
  const process = () => createModelStore({ shared: createSharedModels(terms) });
  return { place: terms.place, folder, process, files: () => (existsSync(folder) ? readdirSync(folder).sort() : []) };
}

const activate = (shopId: string, baskets: string[][]) =>
  withShop(shopId, () =>
    app.db.transaction((tx) =>
      storeVersion(tx, shopId, {
        ...{ bytes: encodeModel(trainedOn(baskets)), metrics: {}, trainedAt: app.clock.now() },
        ...{ kind: 'full', verdict: { kind: 'first' } },
      }),
    ),
  );
const look = (models: KeptModels, shopId: string) => withShop(shopId, () => models.active(prisma, shopId));

async function trainedShop(): Promise<string> {
  const { id } = await createShop(app);
  await activate(id, [['a', 'b']]);
  return id;
}

describe('a model that processes share', () => {
  test('is what was trained, in one file, whoever of them asks', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    const [one, other] = [machine.process(), machine.process()];
    expect(await look(one, shop)).toEqual({ version: 1, model: trainedOn([['a', 'b']]) });
    const [file] = machine.files();
    const { ino, mtime } = statSync(join(machine.folder, file ?? ''));
    app.advance(1_000);
    expect(await look(other, shop)).toEqual({ version: 1, model: trainedOn([['a', 'b']]) });
    const after = statSync(join(machine.folder, file ?? ''));
    expect(after.ino, 'it was not written again').toBe(ino);
    expect(after.mtime.getTime(), 'it was noted that it was used').toBe(mtime.getTime() + 1_000);
    expect(app.logged).toEqual([]);
  });

  test('is asked of the database by digest alone where the machine has it', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    await look(machine.process(), shop);
    const asked: string[] = [];
    const counting = prisma.$extends({
      query: { $queryRaw: ({ args, query }) => (asked.push(args.sql), query(args)) },
    }) as unknown as typeof prisma;
    const bytes = () => asked.splice(0).filter((sql) => sql.includes(`AS "slice"`));
    await withShop(shop, () => machine.process().active(counting, shop));
    expect(bytes()).toEqual([]);
    await withShop(shop, () => createModelStore().active(counting, shop));
    expect(bytes()).toHaveLength(1);
  });

  test.each([
    ['was changed', (path: string) => writeFileSync(path, Buffer.from(readFileSync(path)).fill(7, 100))],
    ['was cut short', (path: string) => truncateSync(path, 50)],
    ['is another’s', (path: string) => writeFileSync(path, 'planted')],
  ])('is written anew where its file %s', async (_, spoil) => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    await look(machine.process(), shop);
    const path = join(machine.folder, machine.files()[0] ?? '');
    const bytes = readFileSync(path);
    spoil(path);
    expect(await look(machine.process(), shop)).toEqual({ version: 1, model: trainedOn([['a', 'b']]) });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('is a copy where the folder cannot be used, which is said once', async () => {
    const shops = [await trainedShop(), await trainedShop()];
    const machine = newMachine();
    writeFileSync(machine.folder, 'a file is in its place');
    const models = machine.process();
    for (const shop of shops) expect((await look(models, shop))?.model).toEqual(trainedOn([['a', 'b']]));
    await models.tend(prisma);
    const said = app.logged.splice(0);
    expect(said.map(({ msg }) => msg)).toEqual(['models are not shared on this machine: each process keeps a copy']);
    expect((await look(models, shops[0] ?? ''))?.model).toEqual(trainedOn([['a', 'b']]));
  });

  test('takes the place of the version before', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    const models = machine.process();
    await look(models, shop);
    await activate(shop, [['c', 'd']]);
    expect(await look(models, shop)).toEqual({ version: 2, model: trainedOn([['c', 'd']]) });
    expect(machine.files()).toEqual([expect.stringMatching(`^${shop}\\.2\\.`)]);
  });

  test('leaves the machine, and the processes that had it, with its shop', async () => {
    const machine = newMachine();
    const [erased, left, stays] = [await trainedShop(), await trainedShop(), await trainedShop()];
    const [one, other] = [machine.process(), machine.process()];
    for (const models of [one, other]) for (const shop of [erased, left, stays]) await look(models, shop);
    const kept = await look(other, stays);
    await withShop(erased, () => prisma.shop.delete({ where: { id: erased } }));
    await prisma.shop.update({ where: { id: left }, data: { uninstalledAt: app.clock.now() } });
    for (const models of [one, other]) await models.tend(prisma);
    expect(machine.files()).toEqual([expect.stringMatching(`^${stays}\\.1\\.`)]);
    expect(await look(other, erased)).toBeNull();
    expect((await look(other, stays))?.model, 'whoever stays is not read again').toBe(kept?.model);
  });

  test('that another process removed is let go', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    const models = machine.process();
    const first = await look(models, shop);
    await models.tend(prisma);
    expect((await look(models, shop))?.model).toBe(first?.model);
    for (const file of machine.files()) rmSync(join(machine.folder, file));
    await models.tend(prisma);
    const again = await look(models, shop);
    expect(again?.model).not.toBe(first?.model);
    expect(again).toEqual(first);
    expect(machine.files()).toHaveLength(1);
  });

  test('whose file was written anew is let go by whoever had the one before, so that both have the same', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    const [one, other] = [machine.process(), machine.process()];
    const first = await look(one, shop);
    rmSync(join(machine.folder, machine.files()[0] ?? ''));
    const second = await look(other, shop);
    for (const models of [one, other]) await models.tend(prisma);
    expect((await look(one, shop))?.model).not.toBe(first?.model);
    expect((await look(other, shop))?.model).toBe(second?.model);
  });

  test('goes from the machine by least recent use where all are beyond the budget, and from whoever had it', async () => {
    const bytes = encodeModel(trainedOn([['a', 'b']])).length;
    const machine = newMachine(2 * bytes);
    const models = machine.process();
    const shops = [await trainedShop(), await trainedShop(), await trainedShop()] as const;
    const seen = [];
    for (const shop of shops.slice(0, 2)) {
      app.advance(minutes(1));
      seen.push(await look(models, shop));
    }
    app.advance(minutes(1));
    await look(models, shops[0]);
    await models.tend(prisma);
    app.advance(minutes(1));
    await look(models, shops[2]);
    expect(machine.files().map((name) => name.slice(0, 36))).toEqual([shops[0], shops[2]].sort());
    await models.tend(prisma);
    expect((await look(models, shops[0]))?.model).toBe(seen[0]?.model);
    expect((await look(models, shops[1]))?.model).not.toBe(seen[1]?.model);
  });

  test('is removed two days after anybody asked its database, and by who asks another', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    await look(machine.process(), shop);
    const other = { place: machine.place, database: 'other', budgetBytes: 1 << 30, ...app };
    app.advance(minutes(2_880));
    await createSharedModels(other).tend([], new Set());
    expect(machine.files()).toHaveLength(1);
    app.advance(1);
    await createSharedModels(other).tend([], new Set());
    expect(readdirSync(machine.place)).toEqual([]);
  });

  test('of an older release is not kept on the machine', async () => {
    const [shop, machine] = [await trainedShop(), newMachine()];
    await withShop(shop, () =>
      prisma.recommenderModel.updateMany({ where: { shopId: shop }, data: { index: Buffer.from('KNDR1 and more') } }),
    );
    const models = machine.process();
    expect(await look(models, shop)).toBeNull();
    await models.tend(prisma);
    expect(machine.files()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'takes its memory once, however many processes have it (read from /proc, which Linux has)',
    async () => {
      const { id } = await createShop(app);
      await activate(id, manyBaskets());
      const machine = newMachine();
      const from = { databaseUrl: database.appUrl, shopId: id, place: machine.place };
      const [one, other] = await Promise.all([holdModel(from), holdModel(from)]);
      try {
        expect(one.sum).toBe(other.sum);
        const alike = [one, other].map(({ pid }) => memoryOfFiles(pid, machine.folder));
        for (const { resident, proportional, own } of alike) {
          expect(resident).toBeGreaterThan(400_000);
          expect(own).toBeLessThan(resident / 10);
          expect(proportional / resident).toBeCloseTo(0.5, 1);
        }
      } finally {
        await Promise.all([one.kill(), other.kill()]);
      }
    },
  );
});

/** So that the model's arrays fill some hundred pages. */
const manyBaskets = () =>
  Array.from({ length: 2_000 }, (_, nth) => Array.from({ length: 6 }, (__, place) => `p${(nth * (place + 3)) % 701}`));
