import { auditLedger, type LedgerAudit } from '~/customers/consent/verify-ledger.server';
import { withShop, type Database } from '~/platform/db/db.server';

export interface ShopAudit extends LedgerAudit {
  domain: string;
}

/** Walks the consent ledgers of all shops one after the other, or that of one. Gives nothing for a shop that is not here. */
export async function* auditLedgers({ prisma }: Database, domain?: string): AsyncGenerator<ShopAudit> {
  const where = domain ? { domain } : {};
  const shops = await prisma.shop.findMany({ where, orderBy: { domain: 'asc' }, select: { id: true, domain: true } });
  for (const shop of shops)
    yield { domain: shop.domain, ...(await withShop(shop.id, () => auditLedger(prisma, shop.id))) };
}

/** One shop's ledger in a line or two, to be read and noted down. */
export function auditWords({ domain, entries, head, problem }: ShopAudit): string {
  const counted = `${domain}: ${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`;
  const end = entries ? `, head ${head}` : '';
  return problem ? `${counted}${end}\n  broken at entry ${problem.seq}: ${problem.why}` : `${counted}${end}, intact`;
}
