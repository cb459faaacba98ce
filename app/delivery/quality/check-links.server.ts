import type { Shop } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { hasLiquid, type DocumentLink } from './document-links';
import type { Finding } from './finding';
import { ofAnswer, ofGood, ofNowhere, type LedLink } from './link-findings';
import type { LinkedPages } from './linked-pages';
import { storeGoods, type StoreGood } from './store-goods.server';
import { readStorePath, type StorePath } from './store-paths';

type Store = Pick<Shop, 'id' | 'domain' | 'storefrontUrl'>;

/** Others' servers are asked about so many of one mail's links. */
const MOST_ASKED = 40;

/** As they are written; those that are only known for a reader are left out. */
export const writtenLinks = (links: readonly DocumentLink[]): LedLink[] =>
  links.filter(({ href }) => !hasLiquid(href)).map((link) => ({ ...link, url: link.href, isFilled: false }));

/** What can be said of links by the catalogue alone, without asking anybody. */
export async function checkStoreLinks(db: Db, shop: Store, links: readonly LedLink[]): Promise<Finding[]> {
  const { known } = await sortOut(db, shop, links);
  return known.flatMap(({ link, path, good }) => ofGood(link, path, good));
}

/**
 * Whether each link leads to something: to the shop's goods as the catalogue knows them, elsewhere as the page's server answers. What is made of a reader's
 * data is never asked for outside: its address may say who they are.
 */
export async function checkLinks(
  { linkedPages }: { linkedPages: LinkedPages },
  db: Db,
  shop: Store,
  links: readonly LedLink[],
): Promise<Finding[]> {
  const { known, nowhere, elsewhere } = await sortOut(db, shop, links);
  const asked = elsewhere.filter(({ isFilled }) => !isFilled).slice(0, MOST_ASKED);
  const answers = await linkedPages.look(asked.map(({ url }) => url));
  return [
    ...known.flatMap(({ link, path, good }) => ofGood(link, path, good)),
    ...nowhere.flatMap(ofNowhere),
    ...asked.flatMap((link) => ofAnswer(link, answers.get(link.url) ?? { kind: 'untold' })),
  ];
}

interface SortedLinks {
  known: { link: LedLink; path: StorePath; good: StoreGood }[];
  nowhere: LedLink[];
  elsewhere: LedLink[];
}

async function sortOut(db: Db, shop: Store, links: readonly LedLink[]): Promise<SortedLinks> {
  const onWeb = links.filter(isOnWeb);
  const nowhere = links.filter((link) => !isOnWeb(link) && isNowhere(link));
  const sorted: SortedLinks = { known: [], nowhere, elsewhere: [] };
  const paths = new Map(onWeb.map((link) => [link, readStorePath(new URL(link.url), shop)] as const));
  const goods = await storeGoods(
    db,
    shop.id,
    [...paths.values()].flatMap((path) => path ?? []),
  );
  for (const [link, path] of paths) {
    const good = path ? goods(path) : undefined;
    if (path && good) sorted.known.push({ link, path, good });
    else sorted.elsewhere.push(link);
  }
  return sorted;
}

const isOnWeb = ({ url }: LedLink): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** Letters, telephones and places within the mail are no pages; nor are the stand-ins of links that only a sent mail has. */
const isNowhere = ({ url }: LedLink): boolean => !/^(mailto:|tel:|sms:|#.|\{\{\{)/i.test(url);
