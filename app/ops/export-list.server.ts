import { logAccess } from '~/platform/audit/access-log.server';
import type { SystemClock } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { exportCustomers } from './export-customers.server';
import { exportEvents } from './export-events.server';
import { exportMessages } from './export-messages.server';
import { exportOrders } from './export-orders.server';
import type { ListExport } from './export-parts.server';
import { inShop, type PageDeps } from './shop-context.server';

const LISTS: Record<string, ListExport> = {
  customers: exportCustomers,
  messages: exportMessages,
  orders: exportOrders,
  events: exportEvents,
};

/** What spreadsheets know UTF-8 by. */
const MARK = '\uFEFF';

/**
 * A list as CSV (RFC 4180, safe to open in a spreadsheet), with the filters of its address, in constant memory however long it is. Who exported what is
 * written down before the first line. Null where there is no such list.
 */
export async function exportList(
  deps: PageDeps & { ids: Ids; systemClock: SystemClock },
  shopDomain: string,
  actor: string,
  { name, search }: { name: string | undefined; search: URLSearchParams },
): Promise<AsyncGenerator<string> | null> {
  const list = name !== undefined && Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (!list) return null;
  return inShop(deps, shopDomain, async (db, { id, currency, name: shopName, domain, timezone, locale }) => {
    await logAccess(deps, db, id, { actor, what: 'list-exported', subject: name ?? '' });
    const shop = { id, currency, name: shopName || domain, timezone, locale };
    const { prisma } = deps.db;
    return marked(list({ deps, shop, inside: (work) => withShop(id, () => work(prisma)) }, search));
  });
}

async function* marked(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  yield MARK;
  yield* lines;
}
