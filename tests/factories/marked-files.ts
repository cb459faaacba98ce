import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { askedFile, makeFiles, takenFile } from './exported-file';
import { importFile, startFile } from './import-files';
import { emailOf, word, type MarkedPerson } from './marked-person';
import type { TestShop } from './shops';
import type { TestApp } from './test-app';

/** A list of the merchant's with somebody in it, whose word on consent nobody knows: the row is told as it stands. */
const listOf = (person: MarkedPerson): string =>
  `Email,Klaviyo ID,Wish,Email Marketing Consent\r\n${emailOf(person)},K1,${word(person, 'importProperty')},${word(person, 'importTrouble')}\r\n`;

/** The merchant brings a list along; all of it is stored, and what was wrong with it is kept for a while. */
export const bringList = (app: TestApp, shop: TestShop, person: MarkedPerson): Promise<string> =>
  importFile(app, shop.id, listOf(person));

/** The same list again, which waits for a worker. */
export const leaveList = (app: TestApp, shop: TestShop, person: MarkedPerson): Promise<string> =>
  startFile(app, shop.id, listOf(person));

/** The merchant looks for somebody, and has the list as a file, which is ready. */
export async function takeList(app: TestApp, shop: TestShop, person: MarkedPerson): Promise<Buffer[] | null> {
  const pages = { ...app, shops: createShopDirectory({ pool: app.db.pool, ...app }) };
  const asking = { pages, shop, actor: '7' };
  const id = await askedFile(asking, 'customers', `who=${encodeURIComponent(emailOf(person))}`);
  await makeFiles(asking);
  return takenFile(asking, id);
}
