import { beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../tests/factories/gate';
import { importOf, planFor, problemsOf, runImports, startFile, upload } from '../../tests/factories/import-files';
import { waitingForLock } from '../../tests/factories/lock-waits';
import { makePerson, type Person } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { startImport } from '~/capture/imports/imports.server';
import { advanceImportsJob } from '~/jobs/advance-imports.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { eraseProfiles } from './erase-profiles.server';
import { answerPrivacyRequest } from './privacy-requests.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
let anna: Person;
beforeEach(async () => {
  shop = await createShop(app);
  anna = await inShop(() => makePerson(app, shop.id, { email: 'anna@example.com' }));
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const inTransaction = <T>(work: (tx: Db) => Promise<T>): Promise<T> => inShop(() => app.db.transaction(work));
const erase = () => inTransaction((tx) => eraseProfiles(app, tx, shop.id, [anna.profileId]));
const redact = (email: string) => {
  const request = { topic: 'customers/redact', shopDomain: shop.domain, orders: [] } as const;
  const customer = { id: null, email, phone: null };
  return inTransaction((tx) => answerPrivacyRequest(app, tx, shop.id, { ...request, customer }));
};

/** Rows of other people around hers, more than one batch of them; whatever is told of her has something wrong with it. */
const LIST =
  'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Notes\n' +
  Array.from({ length: 700 }, (_, row) => `p${row}@example.com,,P,,,\n`).join('') +
  'Anna@example.com,,Anna,perhaps,,\nAnna <anna@example.com>,K9,A,,,\nbea@example.com,K2,Bea,perhaps,,anna@example.com\n';

async function known(): Promise<string[]> {
  const rows = await inShop(() => prisma.address.findMany({ where: { shopId: shop.id } }));
  return rows.map(({ email }) => app.vault.open(email, shop.id)).filter((email) => !/^p\d+@/.test(email));
}

async function begin(importId: string): Promise<void> {
  const { headings } = await importOf(app, shop.id, importId);
  const names = JSON.parse(app.vault.open(headings ?? Buffer.of(), shop.id)) as string[];
  await inShop(() => startImport(app, shop.id, importId, planFor(names)));
}

/** A worker that is killed when one batch is stored. */
async function storeOneBatch(): Promise<void> {
  let isStored = false;
  const transaction: typeof app.db.transaction = async (work) => {
    if (isStored) throw new Error('killed');
    const done = await app.db.transaction(work);
    isStored = true;
    return done;
  };
  const dying = { ...app, db: { ...app.db, transaction } };
  await expect(inShop(() => advanceImportsJob(dying, { shopId: shop.id }))).rejects.toThrow('killed');
}

/** A worker that pauses whenever it has just taken hold of its import. */
function pausing(pause: () => Promise<void>): typeof app {
  const paused = (tx: Db): Db =>
    new Proxy(tx, {
      get: (target, name) =>
        name === '$queryRaw'
          ? async (text: TemplateStringsArray, ...values: unknown[]) => {
              const rows = await target.$queryRaw(text, ...values);
              if (/FROM imports .*FOR UPDATE/s.test(text.join('?'))) await pause();
              return rows;
            }
          : (Reflect.get(target, name) as unknown),
    });
  const transaction: typeof app.db.transaction = (work) => app.db.transaction((tx) => work(paused(tx)));
  return { ...app, db: { ...app.db, transaction } };
}

describe('a list with somebody who is erased', () => {
  const isWithoutAnna = async (importId: string) => {
    expect(await known()).toEqual(['bea@example.com']);
    expect(await importOf(app, shop.id, importId)).toMatchObject({ state: 'done', rowsDone: 703 });
    const rows = (await problemsOf(app, shop.id, importId)).flatMap(({ row }) => row ?? []);
    expect(rows.map((row) => app.vault.open(row, shop.id)).join()).not.toMatch(/anna/i);
  };

  it('while it is looked at does not bring them back', async () => {
    const id = await upload(app, shop.id, LIST);
    await erase();
    await runImports(app, shop.id);
    await begin(id);
    await runImports(app, shop.id);
    await isWithoutAnna(id);
  });

  it('while it waits to be begun does not bring them back', async () => {
    const id = await upload(app, shop.id, LIST);
    await runImports(app, shop.id);
    await erase();
    await begin(id);
    await runImports(app, shop.id);
    await isWithoutAnna(id);
  });

  it('while half of it is stored does not bring them back', async () => {
    const id = await startFile(app, shop.id, LIST);
    await storeOneBatch();
    expect(await importOf(app, shop.id, id)).toMatchObject({ rowsDone: 500 });
    await erase();
    await runImports(app, shop.id);
    await isWithoutAnna(id);
  });

  it('just while their row is about to be stored does not bring them back', async () => {
    const id = await startFile(app, shop.id, LIST);
    await storeOneBatch();
    const [erased, mayEnd] = [gate(), gate()];
    const erasing = inTransaction(async (tx) => {
      await eraseProfiles(app, tx, shop.id, [anna.profileId]);
      erased.open();
      await mayEnd.passed;
    });
    await erased.passed;
    const storing = runImports(app, shop.id);
    await waitingForLock(app.db.pool);
    mayEnd.open();
    await Promise.all([erasing, storing]);
    await isWithoutAnna(id);
  });

  it('just while their batch is stored does not bring them back, and neither waits for the other for ever', async () => {
    const id = await startFile(app, shop.id, LIST);
    await storeOneBatch();
    const [held, mayGoOn] = [gate(), gate()];
    const storing = inShop(() =>
      advanceImportsJob(
        pausing(() => {
          held.open();
          return mayGoOn.passed;
        }),
        { shopId: shop.id },
      ),
    );
    await held.passed;
    const erasing = erase();
    await waitingForLock(app.db.pool);
    mayGoOn.open();
    await Promise.all([erasing, storing]);
    await runImports(app, shop.id);
    await isWithoutAnna(id);
  });

  it('whom nobody knew before, just after their row was stored, is gone as well', async () => {
    const id = await startFile(app, shop.id, LIST);
    const [stored, mayEnd] = [gate(), gate()];
    const transaction: typeof app.db.transaction = (work) =>
      app.db.transaction(async (tx) => {
        const done = await work(tx);
        stored.open();
        await mayEnd.passed;
        return done;
      });
    const slow = { ...app, db: { ...app.db, transaction } };
    const storing = inShop(() => advanceImportsJob(slow, { shopId: shop.id }));
    await stored.passed;
    const redacting = redact('p7@example.com');
    await waitingForLock(app.db.pool);
    mayEnd.open();
    await Promise.all([storing, redacting]);
    await runImports(app, shop.id);
    const rows = await inShop(() => prisma.address.findMany({ where: { shopId: shop.id } }));
    const emails = rows.map(({ email }) => app.vault.open(email, shop.id));
    expect(emails).not.toContain('p7@example.com');
    expect(emails).toContain('p8@example.com');
    expect(await importOf(app, shop.id, id)).toMatchObject({ state: 'done' });
  });
});
