import { describe, expect, it } from 'vitest';
import { gid } from '../../../tests/factories/reports';
import { shownProduct, stockShelf } from '../../../tests/factories/shelf';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { storeCollections } from '~/capture/catalog/store-collections.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { checkLinks, checkStoreLinks, writtenLinks } from './check-links.server';
import type { LedLink } from './link-findings';
import type { PageAnswer } from './linked-pages';

const app = testApp(await testDatabase());
const STORE = 'https://oak.example';

async function inStore(
  work: (db: Db, shop: { id: string; domain: string; storefrontUrl: string }) => Promise<void>,
  isSynced = true,
): Promise<void> {
  const shop = { ...(await createShop(app)), storefrontUrl: STORE };
  await withShop(shop.id, async () => {
    await stockShelf(app, shop.id, [
      ...[shownProduct(1, { handle: 'shown', title: 'Shown' }), shownProduct(2, { handle: 'draft', status: 'DRAFT' })],
      ...[shownProduct(3, { handle: 'gone', title: 'Gone' }), shownProduct(4, { handle: 'twice', isPublished: false })],
      ...[shownProduct(5, { handle: 'twice' }), shownProduct(6, { handle: 'unlisted', status: 'UNLISTED' })],
    ]);
    const { prisma } = app.db;
    await prisma.product.updateMany({ where: { shopId: shop.id, handle: 'gone' }, data: { deletedAt: TEST_START } });
    const lamps = { id: gid('Collection', 1), handle: 'lamps', title: 'Lamps', updatedAt: TEST_START };
    await app.db.transaction((tx) => storeCollections(tx, shop.id, [lamps]));
    const kinds = isSynced ? ['products', 'collections'] : [];
    await prisma.syncWatermark.createMany({
      data: kinds.map((kind) => ({ shopId: shop.id, kind, sureUntil: TEST_START })),
    });
    await work(prisma, shop);
  });
}

const written = (...hrefs: string[]): LedLink[] => writtenLinks(hrefs.map((href) => ({ place: 'b.url', href })));
const filled = (...urls: string[]): LedLink[] => urls.map((url) => ({ href: '{{ x }}', url, isFilled: true }));
const said = (findings: { kind: string; weight: string; message: string }[]) =>
  findings.map(({ kind, weight, message }) => [kind, weight, message.replace(/^.*leads to /, '')]);

/** A web of which it is known what each page answers. */
function web(answers: Record<string, PageAnswer>) {
  const asked: string[] = [];
  const look = (urls: readonly string[]) => {
    asked.push(...urls);
    return Promise.resolve(new Map(urls.flatMap((url) => (answers[url] ? [[url, answers[url]]] : []))));
  };
  return { asked, linkedPages: { look } };
}

describe('a link into the store', () => {
  it('leads to what the catalogue knows and readers are shown, or it is told', () =>
    inStore(async (db, shop) => {
      const paths = ['shown', 'draft', 'gone', 'twice', 'unlisted', 'nothing'].map(
        (each) => `${STORE}/products/${each}`,
      );
      const lists = [`${STORE}/collections/lamps`, `${STORE}/collections/chairs`, `${STORE}/pages/about`];
      const findings = await checkStoreLinks(db, shop, written(...paths, ...lists));
      expect(said(findings)).toEqual([
        ['link-dead', 'advisory', '“Product 2”, which is not shown in your online store.'],
        ['link-dead', 'blocking', '“Gone”, which was deleted from your store.'],
        ['link-dead', 'blocking', 'the product “nothing”, which your store does not have.'],
        ['link-dead', 'blocking', 'the collection “chairs”, which your store does not have.'],
      ]);
      expect(findings[0]?.place).toBe('b.url');
    }));

  it('to what has another address by now is advice: the store may redirect it', () =>
    inStore(async (db, shop) => {
      const names = ['walnut-board', 'big-walnut-board', 'walnut-board', 'board'];
      for (const [nth, handle] of names.entries()) {
        const updatedAt = after((nth + 1) * 1_000);
        await stockShelf(app, shop.id, [shownProduct(7, { handle, title: 'Board', updatedAt })]);
        await app.db.transaction((tx) =>
          storeCollections(tx, shop.id, [{ id: gid('Collection', 2), handle, title: 'Boards', updatedAt }]),
        );
      }
      const links = [...names.slice(1), 'never'].flatMap((each) => [
        `${STORE}/products/${each}`,
        `${STORE}/collections/${each}`,
      ]);
      const by = (title: string) => ['link-moved', 'advisory', `“${title}” by an address it had before.`];
      expect(said(await checkStoreLinks(db, shop, written(...links)))).toEqual([
        ...[by('Board'), by('Boards'), by('Board'), by('Boards')],
        ['link-dead', 'blocking', 'the product “never”, which your store does not have.'],
        ['link-dead', 'blocking', 'the collection “never”, which your store does not have.'],
      ]);
      const { handlesBefore } = await db.product.findFirstOrThrow({ where: { shopId: shop.id, handle: 'board' } });
      expect(handlesBefore).toEqual(['big-walnut-board', 'walnut-board']);
    }));

  it('is believed while the catalogue is not whole', () =>
    inStore(async (db, shop) => {
      expect(await checkStoreLinks(db, shop, written(`${STORE}/products/nothing`))).toEqual([]);
    }, false));

  it('that Liquid makes of one reader’s data holds up nobody else', () =>
    inStore(async (db, shop) => {
      const { linkedPages } = web({});
      const findings = await checkLinks({ linkedPages }, db, shop, filled(`${STORE}/products/nothing`, ''));
      expect(findings.map(({ kind, weight }) => [kind, weight])).toEqual([
        ['link-dead', 'advisory'],
        ['link-empty', 'advisory'],
      ]);
    }));
});

describe('a link to others', () => {
  it('is asked for; a site that is down or moved is advice, and nothing is said of one that tells nothing', () =>
    inStore(async (db, shop) => {
      const answers: Record<string, PageAnswer> = {
        ...{ 'https://a.example/': { kind: 'there' }, 'https://b.example/': { kind: 'gone' } },
        ...{ 'https://c.example/': { kind: 'moved', to: 'https://d.example/' } },
        ...{ 'https://e.example/': { kind: 'unreachable', problem: 'its server refuses the connection' } },
        ...{ 'https://f.example/': { kind: 'untold' } },
      };
      const { asked, linkedPages } = web(answers);
      const links = written(...Object.keys(answers), 'https://slow.example/', 'mailto:us@example.com', '#top');
      const findings = await checkLinks({ linkedPages }, db, shop, links);
      expect(findings.map(({ kind, weight, message }) => [kind, weight, message])).toEqual([
        ['link-dead', 'advisory', 'https://b.example/ answers that there is no such page.'],
        ['link-moved', 'advisory', 'https://c.example/ has moved for good, to https://d.example/.'],
        ['link-dead', 'advisory', 'https://e.example/ cannot be opened: its server refuses the connection.'],
      ]);
      expect(asked).toEqual([...Object.keys(answers), 'https://slow.example/']);
    }));

  it('is not asked for where a reader’s data stands in it, nor where the catalogue knows it', () =>
    inStore(async (db, shop) => {
      const { asked, linkedPages } = web({});
      const links = [
        ...filled('https://a.example/?name=Ana'),
        ...written(`${STORE}/products/shown`, `${STORE}/pages/about`),
      ];
      expect(await checkLinks({ linkedPages }, db, shop, links)).toEqual([]);
      expect(asked).toEqual([`${STORE}/pages/about`]);
    }));

  it.each([['', '/cart', 'www.example.com', 'javascript:alert(1)', '#']])(
    'that is no address is told: %j',
    (...hrefs) =>
      inStore(async (db, shop) => {
        const findings = await checkLinks(web({}), db, shop, written(...hrefs));
        expect(findings.map(({ kind }) => kind)).toEqual(hrefs.map(() => 'link-empty'));
      }),
  );
});
