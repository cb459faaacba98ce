import type { ConsentEntry } from '@prisma/client';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { hex } from '~/customers/consent/hash-link.server';
import type { Evidence } from '~/customers/consent/evidence';
import { logAccess } from '~/platform/audit/access-log.server';
import type { SystemClock } from '~/platform/clock/clock';
import { csvLine } from '~/platform/csv';
import type { Db } from '~/platform/db/db.server';
import { withShop } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { inShop, type PageDeps } from './shop-context.server';

export type ExportDeps = PageDeps & { ids: Ids; systemClock: SystemClock };

const PROOFS = [
  'wording',
  'locale',
  'wordingHash',
  'network',
  'device',
  'page',
  'event',
  'message',
  'why',
  'optInLevel',
];
const HEADINGS = ['entry', 'occurred_at', 'recorded_at', 'address', 'purpose', 'state', 'source', ...PROOFS, 'hash'];
const BATCH = 500;

/**
 * A shop's whole ledger as CSV, the oldest entry first, in constant memory. Addresses stand in it only where they are asked for, and that is written
 * down before the first line; else each is a random number, which is the same for the same address.
 */
export async function exportConsent(
  deps: ExportDeps,
  shopDomain: string,
  { withAddresses, actor }: { withAddresses: boolean; actor: string },
): Promise<AsyncGenerator<string>> {
  const shopId = await inShop(deps, shopDomain, async (db, shop) => {
    const access = { actor, what: 'consent-exported', subject: 'consent-ledger' } as const;
    if (withAddresses) await logAccess(deps, db, shop.id, access);
    return shop.id;
  });
  return lines(deps, shopId, withAddresses);
}

async function* lines({ db, vault }: ExportDeps, shopId: string, withAddresses: boolean): AsyncGenerator<string> {
  yield csvLine(HEADINGS);
  let after = 0n;
  for (;;) {
    const batch = await withShop(shopId, () => batchAfter(db.prisma, shopId, after));
    const emails = new Map<string, string>();
    if (withAddresses)
      await withShop(shopId, async () => {
        for (const { addressId } of batch)
          if (!emails.has(addressId))
            emails.set(addressId, (await openRecipient(vault, db.prisma, shopId, addressId))?.email ?? 'erased');
      });
    yield batch.map((entry) => lineOf(entry, emails.get(entry.addressId) ?? entry.addressId)).join('');
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    after = last.seq;
  }
}

const batchAfter = (db: Db, shopId: string, seq: bigint): Promise<ConsentEntry[]> =>
  db.consentEntry.findMany({ where: { shopId, seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: BATCH });

function lineOf(entry: ConsentEntry, address: string): string {
  const evidence = (entry.evidence ?? {}) as Evidence;
  return csvLine([
    ...[entry.seq, entry.occurredAt.toISOString(), entry.recordedAt.toISOString(), address],
    ...[entry.purpose, entry.state, entry.source, ...PROOFS.map((proof) => evidence[proof] ?? null), hex(entry.hash)],
  ]);
}
