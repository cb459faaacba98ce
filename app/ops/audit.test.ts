import { beforeEach, describe, expect, it } from 'vitest';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import type { Access } from '~/platform/audit/access-log.server';
import { logAccess, SAME_LOOK_MINUTES } from '~/platform/audit/access-log.server';
import { accessKinds } from '~/platform/audit/access-kinds';
import { exportedText } from '../../tests/factories/exported-file';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { accessWords } from './access-words';
import { auditPage } from './audit.server';
import { noteLook } from './note-look.server';

const app = testApp(await testDatabase(), { systemAheadMs: minutes(90) });
const deps = { ...app, shops: createShopDirectory({ pool: app.db.pool, ...app }) };
const PERSON = '0197a3d0-0000-7000-8000-00000000aa01';
const OTHER = '0197a3d0-0000-7000-8000-00000000aa02';

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const looks = (actor: string | undefined, what: Access['what'], subject: string) =>
  noteLook(
    deps,
    { session: { shop: shop.domain }, sessionToken: actor ? { sub: actor } : undefined },
    { what, subject },
  );
const page = (search = '') => auditPage(deps, shop.domain, new URLSearchParams(search));
const told = async (search = '') => (await page(search)).looks.map(({ who, did }) => `${who}: ${did}`);

const csv = async (search = ''): Promise<string[]> =>
  (await exportedText({ pages: deps, shop, actor: '9' }, 'looks', search)).trimEnd().split('\r\n');

describe('a look at a page that names people', () => {
  it('is one however often the page is loaded again within ten minutes, and another after that', async () => {
    for (let loads = 0; loads < 3; loads++) await looks('7', 'customer-shown', PERSON);
    app.advanceSystem(minutes(SAME_LOOK_MINUTES) - 1);
    await looks('7', 'customer-shown', PERSON);
    expect(await told()).toEqual(['User 7: Looked at a customer']);
    app.advanceSystem(1);
    await looks('7', 'customer-shown', PERSON);
    expect(await told()).toHaveLength(2);
  });

  it('is another of another user, at another person, in another way or in another shop', async () => {
    await looks('7', 'customer-shown', PERSON);
    await looks('8', 'customer-shown', PERSON);
    await looks('7', 'customer-shown', OTHER);
    await looks('7', 'mail-previewed', PERSON);
    const first = shop;
    shop = await createShop(app);
    await looks('7', 'customer-shown', PERSON);
    expect(await told()).toHaveLength(1);
    shop = first;
    expect(await told()).toHaveLength(4);
  });

  it('leads to what was looked at, and is stamped by the machine’s time', async () => {
    await looks(undefined, 'customer-shown', PERSON);
    const { looks: rows, shop: spoken } = await page();
    expect(rows).toMatchObject([
      { who: 'A user', url: `/app/customers/${PERSON}`, at: app.systemClock.now().toISOString() },
    ]);
    expect(spoken.now).toBe(app.systemClock.now().toISOString());
  });

  it('by a program is told by the name of its key', async () => {
    const key = { id: app.ids.next(), name: 'Till', prefix: 'kdr_1', hash: Buffer.from('h'), scopes: [] };
    await withShop(shop.id, async () => {
      await app.db.prisma.apiKey.create({ data: { shopId: shop.id, createdAt: app.clock.now(), ...key } });
      for (const id of [key.id, OTHER])
        await logAccess(app, app.db.prisma, shop.id, { actor: `api-key:${id}`, what: 'profile-read', subject: PERSON });
    });
    expect((await told()).sort()).toEqual([
      'API key “Till”: Read a customer’s data',
      'API key “of before”: Read a customer’s data',
    ]);
  });
});

describe('the list of looks', () => {
  it('is narrowed by who, what, whom and when, as its address says', async () => {
    await looks('7', 'customer-shown', PERSON);
    app.advanceSystem(minutes(3 * 1_440));
    await looks('7', 'message-shown', OTHER);
    await looks('8', 'customers-searched', 'customers');
    expect(await told('who=8')).toEqual(['User 8: Searched for a customer']);
    expect(await told('what=message-shown')).toEqual(['User 7: Looked at a message']);
    expect(await told(`about=${PERSON}`)).toEqual(['User 7: Looked at a customer']);
    expect(await told('since=day')).toHaveLength(2);
    expect(await told('since=week&who=7&what=customer-shown')).toHaveLength(1);
    expect(await told('what=nonsense&since=never&about=anna%40example.com')).toHaveLength(3);
    expect((await page()).actors).toEqual([
      { value: '7', label: 'User 7' },
      { value: '8', label: 'User 8' },
    ]);
  });

  it('goes on page by page without missing or repeating a look, also of one instant', async () => {
    for (let person = 0; person < 120; person++) await looks('7', 'customer-shown', app.ids.next());
    const ids: string[] = [];
    for (let older: string | null = ''; older !== null;) {
      const { looks: rows, links } = await page(older && `older=${older}`);
      ids.push(...rows.map(({ id }) => id));
      older = links.older;
    }
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
  });

  it('is exported whole with the same filters, and that it was is a look of its own', async () => {
    for (let person = 0; person < 3; person++) await looks('7', 'customer-shown', app.ids.next());
    await looks('=cmd', 'message-shown', OTHER);
    const at = app.systemClock.now().toISOString();
    const lines = await csv('what=message-shown');
    expect(lines).toEqual([
      '\uFEFFat,who,user,what,kind,subject',
      `${at},User =cmd,'=cmd,Looked at a message,message-shown,${OTHER}`,
    ]);
    expect(await told('what=access-log-exported')).toEqual(['User 9: Exported who looked at personal data']);
    expect(await csv(), 'five looks, and the heading: its own is when it is taken').toHaveLength(6);
  });
});

it('every kind of look has words of its own', () => {
  const said = accessKinds.map((kind) => accessWords[kind].did);
  expect(new Set(said).size).toBe(accessKinds.length);
  expect(accessKinds.filter((kind) => !accessWords[kind].url('x').startsWith('/app'))).toEqual([]);
});
