import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { withShop } from '~/platform/db/db.server';
import { generateStore } from '../../devstore/store-data';
import { loadHistory, loadPeople } from './load-people';
import { openBench } from './open-shop';

/** Fills a shop and says what is in it, in a process of its own: what the generator holds is not the app's memory. */
const { databaseUrl, key, domain, people, seed, hasHistory } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  key: string;
  domain: string;
  people: number;
  seed: number;
  hasHistory: boolean;
};
const deps = openBench(databaseUrl, key);
const shopId = await createShopDirectory({ ...deps, pool: deps.db.pool }).findOrCreate(domain);
await deps.db.prisma.shop.update({ where: { id: shopId }, data: { currency: 'EUR' } });
const data = generateStore({ seed, customers: people });
const loaded = await withShop(shopId, async () => {
  const profiles = await loadPeople(deps, shopId, data);
  const history = hasHistory ? await loadHistory(deps, shopId, data, profiles) : { orders: 0, events: 0 };
  return { shopId, people: profiles.size, ...history };
});
await deps.db.close();
console.log(JSON.stringify(loaded));
