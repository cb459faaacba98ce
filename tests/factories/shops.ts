import type { TestApp } from './test-app';
import { TEST_START } from './times';

export interface TestShop {
  id: string;
  domain: string;
  currency: string;
}

let made = 0;

/** A shop of its own for a test: what one test stores there no other sees. */
export async function createShop(app: Pick<TestApp, 'db' | 'ids'>, currency = 'EUR'): Promise<TestShop> {
  const id = app.ids.next();
  const domain = `shop-${++made}-${id.slice(-12)}.myshopify.com`;
  await app.db.prisma.shop.create({ data: { id, domain, currency, createdAt: TEST_START, installedAt: TEST_START } });
  return { id, domain, currency };
}
