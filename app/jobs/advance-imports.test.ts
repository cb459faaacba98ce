import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  importFile,
  importOf,
  planFor,
  problemsOf,
  runImports,
  startFile,
  upload,
} from '../../tests/factories/import-files';
import { makePerson, unsubscribe } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { testDatabase } from '../../tests/setup/database';
import { eraseImports } from '~/capture/imports/erase.server';
import { endImport } from '~/capture/imports/imports.server';
import { consentOf, verifyLedger } from '~/customers/consent/ledger.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import { withShop } from '~/platform/db/db.server';
import { advanceImportsJob } from './advance-imports.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const stateOf = (email: string): Promise<string> =>
  inShop(async () => {
    const address = await findAddress(app.vault, prisma, shop.id, email);
    return address ? (await consentOf(prisma, shop.id, address.id, 'marketing')).state : 'unknown';
  });

/** Everything of a shop's that an import can change, without what differs from run to run. */
const contents = () =>
  inShop(async () => {
    const [addresses, entries, states, events, properties] = await Promise.all([
      prisma.address.findMany({ where: { shopId: shop.id } }),
      prisma.consentEntry.findMany({ where: { shopId: shop.id } }),
      prisma.consentState.findMany({ where: { shopId: shop.id } }),
      prisma.event.count({ where: { shopId: shop.id } }),
      prisma.profileProperty.count({ where: { shopId: shop.id } }),
    ]);
    return {
      emails: addresses.map(({ email }) => app.vault.open(email, shop.id)).sort(),
      profiles: await prisma.profile.count({ where: { shopId: shop.id } }),
      entries: entries.length,
      states: states.map(({ state }) => state).sort(),
      ...{ events, properties },
    };
  });

const KLAVIYO =
  'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions,Loyalty Tier\r\n';

describe('a list of people', () => {
  it('becomes people, with what is told of them and what they said', async () => {
    const id = await importFile(
      app,
      shop.id,
      `${KLAVIYO}anna@example.com,K1,Anna,SUBSCRIBED,2026-01-31T10:00:00Z,,gold\r\n` +
        'bea@example.com,K2,"Bea, the ""second""",UNSUBSCRIBED,2026-02-01T10:00:00Z,,\r\n' +
        'carl@example.com,K3,Carl,NEVER_SUBSCRIBED,,,\r\n' +
        'dora@example.com,K4,Dora,SUBSCRIBED,2026-01-31T10:00:00Z,"[""SPAM_COMPLAINT""]",\r\n',
    );
    const run = await importOf(app, shop.id, id);
    expect(run).toMatchObject({ state: 'done', rowsTotal: 4, rowsDone: 4, problemRows: 0, encoding: 'utf-8' });
    expect(run.counts).toEqual({ people: 4, newPeople: 4, agreed: 1, asked: 0, withdrawn: 2, leftOut: 0 });
    const states = await Promise.all(['anna', 'bea', 'carl', 'dora'].map((name) => stateOf(`${name}@example.com`)));
    expect(states).toEqual(['granted', 'withdrawn', 'never-given', 'withdrawn']);
    await inShop(async () => {
      const anna = await findAddress(app.vault, prisma, shop.id, 'anna@example.com');
      expect(await propertiesOf(prisma, shop.id, anna?.profileId ?? '')).toMatchObject([
        { key: 'Loyalty_Tier', value: 'gold', source: 'import' },
      ]);
      const [entry] = await prisma.consentEntry.findMany({ where: { shopId: shop.id, addressId: anna?.id ?? '' } });
      expect(entry).toMatchObject({ source: 'import', occurredAt: new Date('2026-01-31T10:00:00Z') });
      expect(entry?.evidence).toMatchObject({ import: id, where: 'Our old shop', confirmedBy: 'me' });
      expect(await verifyLedger(prisma, shop.id)).toEqual({ kind: 'intact', entries: 3 });
      expect(await prisma.importPiece.count({ where: { shopId: shop.id } })).toBe(0);
    });
  });

  it('read again changes nothing', async () => {
    const text =
      `${KLAVIYO}anna@example.com,K1,Anna,SUBSCRIBED,2026-01-31T10:00:00Z,,gold\r\n` +
      'bea@example.com,K2,Bea,UNSUBSCRIBED,,,\r\n';
    await importFile(app, shop.id, text);
    const before = await contents();
    app.advanceBusiness(86_400_000);
    await importFile(app, shop.id, text);
    expect(await contents()).toEqual(before);
  });

  it('does not undo a no that came after it, nor one of before', async () => {
    const person = await inShop(() => makePerson(app, shop.id, { email: 'anna@example.com' }));
    await inShop(() => unsubscribe(app, shop.id, person));
    await importFile(app, shop.id, `${KLAVIYO}anna@example.com,K1,,SUBSCRIBED,2020-01-01,,\r\n`);
    expect(await stateOf('anna@example.com')).toBe('withdrawn');
    app.advanceBusiness(3_600_000);
    const later = after(1_800_000).toISOString();
    await importFile(app, shop.id, `${KLAVIYO}anna@example.com,K1,,SUBSCRIBED,${later},,\r\n`);
    expect(await stateOf('anna@example.com')).toBe('withdrawn');
  });

  it('takes consent away at once, and says so in the person’s history', async () => {
    await inShop(() => makePerson(app, shop.id, { email: 'anna@example.com' }));
    await importFile(app, shop.id, 'Email\r\nanna@example.com\r\n', (headings) =>
      planFor(headings, { mode: 'withdrawn' }),
    );
    expect(await stateOf('anna@example.com')).toBe('withdrawn');
    const told = await inShop(() => prisma.event.findMany({ where: { shopId: shop.id, type: 'consent_changed' } }));
    expect(told).toMatchObject([{ properties: { state: 'withdrawn' } }]);
  });

  it('calls somebody subscribed without a date: they are stored, and not mailed', async () => {
    const id = await importFile(app, shop.id, `${KLAVIYO}anna@example.com,K1,Anna,SUBSCRIBED,,,\r\n`);
    expect(await stateOf('anna@example.com')).toBe('never-given');
    const [problem] = await problemsOf(app, shop.id, id);
    expect(problem).toMatchObject({ line: 2, column: 'Email Marketing Consent Timestamp' });
    expect(problem?.reason).toContain('nothing says since when');
  });

  it('takes the merchant’s word for the date where the file has none', async () => {
    await importFile(app, shop.id, `${KLAVIYO}anna@example.com,K1,Anna,SUBSCRIBED,,,\r\n`, (headings) =>
      planFor(headings, { agreedBefore: '2025-12-31' }),
    );
    expect(await stateOf('anna@example.com')).toBe('granted');
  });

  it('asks people to confirm where the shop asks everybody, but for those who said no and those who confirmed', async () => {
    await inShop(() =>
      prisma.consentSetting.create({ data: { shopId: shop.id, doubleOptIn: 'everywhere', countries: [] } }),
    );
    const person = await inShop(() => makePerson(app, shop.id, { email: 'no@example.com' }));
    await inShop(() => unsubscribe(app, shop.id, person));
    await importFile(
      app,
      shop.id,
      'Email Address,OPTIN_TIME,CONFIRM_TIME,LEID\r\nnew@example.com,2026-01-01 10:00:00,,1\r\n' +
        'no@example.com,2026-01-01 10:00:00,,2\r\nsure@example.com,2026-01-01 10:00:00,2026-01-01 10:05:00,3\r\n',
    );
    const states = await Promise.all(['new', 'no', 'sure'].map((name) => stateOf(`${name}@example.com`)));
    expect(states).toEqual(['pending', 'withdrawn', 'granted']);
    const asked = await inShop(() => prisma.confirmation.count({ where: { shopId: shop.id } }));
    expect(asked).toBe(1);
  });
});

describe('a bad row', () => {
  it('is told by its line, and stops none of the others', async () => {
    const id = await importFile(
      app,
      shop.id,
      'Email,Klaviyo ID,First Name\r\nnot an address,1,A\r\nanna@example.com,2,Anna\r\n' +
        'bea@example.com,3,"Bea\r\ncarl@example.com,4,Carl\r\ndora@example.com,5,Do\0ra\r\nemil@example.com,6,E,more\r\n' +
        'finn@example.com,7,Finn\r\n',
    );
    const run = await importOf(app, shop.id, id);
    expect(run).toMatchObject({ state: 'done', problemRows: 4 });
    expect((await contents()).emails).toEqual(['anna@example.com', 'carl@example.com', 'finn@example.com']);
    expect((await problemsOf(app, shop.id, id)).map(({ line, column }) => [line, column])).toEqual([
      [2, 'Email'],
      [4, ''],
      [6, 'First Name'],
      [7, ''],
    ]);
  });

  it('keeps its row only encrypted, and lets go of it with the person it names', async () => {
    const text = `${KLAVIYO}anna@example.com,K1,Anna,maybe,,,\r\n`;
    const id = await importFile(app, shop.id, text);
    const [problem] = await problemsOf(app, shop.id, id);
    expect(app.vault.open(problem?.row ?? Buffer.of(), shop.id)).toContain('anna@example.com');
    expect(Buffer.from(problem?.row ?? []).toString('latin1')).not.toContain('anna');
    await inShop(() => eraseImports(prisma, app.vault, shop.id, [{ kind: 'email', value: 'Anna@example.com' }]));
    expect(await problemsOf(app, shop.id, id)).toMatchObject([{ row: null, subjects: [] }]);
  });
});

describe('somebody who is erased while a list waits', () => {
  it('is not brought back by it', async () => {
    const id = await startFile(app, shop.id, `${KLAVIYO}anna@example.com,K1,,,,,\r\nbea@example.com,K2,,,,,\r\n`);
    await inShop(() => eraseImports(prisma, app.vault, shop.id, [{ kind: 'email', value: 'anna@example.com' }]));
    await runImports(app, shop.id);
    expect((await contents()).emails).toEqual(['bea@example.com']);
    expect((await importOf(app, shop.id, id)).counts).toMatchObject({ people: 1, leftOut: 1 });
  });
});

describe('an import that is cut off', () => {
  const list = (rows: number): string =>
    KLAVIYO +
    Array.from({ length: rows }, (_, index) => {
      const said = ['SUBSCRIBED,2026-01-01,', 'UNSUBSCRIBED,,', 'NEVER_SUBSCRIBED,,', 'perhaps,,'][index % 4] ?? '';
      return `p${index}@example.com,K${index},"P, ${index}",${said},tier ${index % 3}\r\n`;
    }).join('');

  it('anywhere, and by two workers at once, ends as if it was not', async () => {
    await importFile(app, shop.id, list(700));
    const whole = await contents();
    const wholeProblems = (await problemsOf(app, shop.id, (await inShop(() => prisma.import.findFirstOrThrow())).id))
      .length;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), async (cuts) => {
        shop = await createShop(app);
        const id = await startFile(app, shop.id, list(700));
        for (const commits of cuts) await dyingAfter(commits, () => advanceImportsJob(dying, { shopId: shop.id }));
        await Promise.all([runImports(app, shop.id), runImports(app, shop.id)]);
        expect(await contents()).toEqual(whole);
        expect(await importOf(app, shop.id, id)).toMatchObject({ state: 'done', rowsDone: 700 });
        expect(await problemsOf(app, shop.id, id)).toHaveLength(wholeProblems);
        expect(await inShop(() => verifyLedger(prisma, shop.id))).toMatchObject({ kind: 'intact' });
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  /** A worker whose transactions fail after so many: what it does after that is lost, as with a kill. */
  let left = Infinity;
  const dying = {
    ...app,
    db: {
      ...app.db,
      transaction: <T>(work: Parameters<typeof app.db.transaction<T>>[0]): Promise<T> =>
        app.db.transaction(async (tx) => {
          const done = await work(tx);
          if (left-- <= 0) throw new Error('killed');
          return done;
        }),
    },
  };

  async function dyingAfter(commits: number, work: () => Promise<unknown>): Promise<void> {
    left = commits - 1;
    await inShop(work).catch((error: unknown) => expect(String(error)).toContain('killed'));
  }

  it('by the merchant stores no more, and lets go of the file', async () => {
    const id = await startFile(app, shop.id, list(300));
    await inShop(() => endImport(app, prisma, { shopId: shop.id, importId: id }, { state: 'cancelled' }));
    await runImports(app, shop.id);
    expect(await importOf(app, shop.id, id)).toMatchObject({
      state: 'cancelled',
      rowsDone: 0,
      finishedAt: app.clock.now(),
    });
    expect(await inShop(() => prisma.importPiece.count({ where: { shopId: shop.id } }))).toBe(0);
  });
});

describe('a file', () => {
  const TEXT = 'Email;Vorname\r\nanna@example.com;Änne €\r\n';

  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 LE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le')],
    ['Windows-1252', Buffer.from(TEXT.replace('Ä', '\u00c4').replace('€', '\u0080'), 'latin1')],
    ['gzip', gzipSync(TEXT)],
    ['classic Mac line ends', Buffer.from(TEXT.replaceAll('\r\n', '\r'))],
  ])('in %s is read as what it says', async (_, bytes) => {
    await importFile(app, shop.id, bytes);
    const address = await inShop(() => prisma.address.findFirstOrThrow({ where: { shopId: shop.id } }));
    expect(app.vault.open(address.firstName ?? Buffer.of(), shop.id)).toBe('Änne €');
  });

  it('without headings has columns by number, and its first line is a row', async () => {
    const id = await upload(app, shop.id, 'anna@example.com,Anna\nbea@example.com,Bea\n');
    await runImports(app, shop.id);
    const run = await importOf(app, shop.id, id);
    expect(run).toMatchObject({ state: 'mapping', rowsTotal: 2 });
    expect(app.vault.open(run.headings ?? Buffer.of(), shop.id)).toBe('["Column 1","Column 2"]');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['only headings', Buffer.from('Email\n'), 'no rows'],
    ['a ZIP archive', Buffer.from('PK\x03\x04rest'), 'Unpack it'],
    ['10,000 columns', Buffer.from(`${'a,'.repeat(9_999)}a\n${'b,'.repeat(9_999)}b\n`), '10000 columns'],
    ['a gzip that unpacks to 300 MB', gzipSync(Buffer.alloc(300 * 1024 * 1024, 'a,b\n')), 'more than 200 MB'],
    ['half a gzip', gzipSync(Buffer.alloc(100_000, 'anna')).subarray(0, 60), 'damaged'],
  ])('with %s is refused in words', async (_, bytes, words) => {
    const id = await upload(app, shop.id, bytes);
    await runImports(app, shop.id);
    const run = await importOf(app, shop.id, id);
    expect(run.state).toBe('failed');
    expect(run.problem).toContain(words);
    expect(await inShop(() => prisma.importPiece.count({ where: { shopId: shop.id } }))).toBe(0);
  });

  it('of one shop is nothing to another', async () => {
    const id = await startFile(app, shop.id, 'Email\nanna@example.com\n');
    const other = await createShop(app);
    await withShop(other.id, async () => {
      expect(await prisma.import.count()).toBe(0);
      expect(await prisma.importPiece.count()).toBe(0);
      expect(await endImport(app, prisma, { shopId: shop.id, importId: id }, { state: 'cancelled' })).toBe(false);
    });
    await runImports(app, other.id);
    expect(await importOf(app, shop.id, id)).toMatchObject({ state: 'running', rowsDone: 0 });
  });
});

describe('orders of Shopify’s export', () => {
  const HEAD =
    'Name,Email,Financial Status,Fulfilled at,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Id\r\n';
  const ORDER =
    '#1001,anna@example.com,paid,2024-05-03 09:00:00 +0200,EUR,30.00,4.90,34.90,2024-05-02 10:00:00 +0200,2,Mug,10.00,MUG,5001\r\n' +
    '#1001,anna@example.com,,,,,,,2024-05-02 10:00:00 +0200,1,Jug,10.00,,\r\n';

  it('become what people bought, once, however often they are imported', async () => {
    const id = await importFile(app, shop.id, HEAD + ORDER);
    await importFile(app, shop.id, HEAD + ORDER);
    expect((await importOf(app, shop.id, id)).counts).toMatchObject({ orders: 1, knownOrders: 0 });
    await inShop(async () => {
      const [order, ...more] = await prisma.order.findMany({ where: { shopId: shop.id }, include: { lines: true } });
      expect(more).toEqual([]);
      expect(order).toMatchObject({ id: 'gid://shopify/Order/5001', name: '#1001', totalMinor: 3490 });
      expect(order?.placedAt).toEqual(new Date('2024-05-02T08:00:00Z'));
      expect(order?.lines.map(({ title, quantity }) => [title, quantity])).toEqual([
        ['Mug', 2],
        ['Jug', 1],
      ]);
      const numbers = await prisma.profileNumbers.findMany({ where: { shopId: shop.id } });
      expect(numbers).toMatchObject([{ orderCount: 1, netMinor: 3490, itemCount: 3 }]);
      expect(await prisma.event.findMany({ where: { shopId: shop.id }, select: { type: true } })).toHaveLength(2);
    });
  });

  it('that cannot be used are told, with all of their rows', async () => {
    const id = await importFile(
      app,
      shop.id,
      `${HEAD}#1,a@example.com,paid,,EUR,1,0,free,2024-05-02,1,Mug,1.00,,7\r\n${ORDER}`,
    );
    expect((await problemsOf(app, shop.id, id)).map(({ line, column }) => [line, column])).toEqual([[2, 'Total']]);
    expect((await importOf(app, shop.id, id)).counts).toMatchObject({ orders: 1, leftOut: 1 });
  });
});

describe('what happened elsewhere', () => {
  it('becomes part of people’s history, once', async () => {
    const text = 'email,event,timestamp,score\nanna@example.com,Quiz taken,2026-01-31T10:00:00Z,12\n';
    await importFile(app, shop.id, text);
    await importFile(app, shop.id, text);
    const events = await inShop(() => prisma.event.findMany({ where: { shopId: shop.id } }));
    expect(events).toMatchObject([
      { type: 'custom_event', properties: { name: 'Quiz taken', properties: { score: 12 } } },
    ]);
  });
});
