import type { ConsentEntry } from '@prisma/client';
import type { Evidence } from '~/customers/consent/evidence';
import { hex } from '~/customers/consent/hash-link.server';
import { csvLine } from '~/platform/csv';
import { openAddresses } from '../../people.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

const PROOFS = [
  ...['wording', 'locale', 'wordingHash', 'network', 'device', 'page', 'event', 'message', 'why', 'optInLevel'],
] as const;

/**
 * A shop's whole ledger, the oldest entry first. Addresses stand in it only where they are asked for (`addresses=1`); else each is a random number, which is
 * the same for the same address.
 */
export const consents: ListExport = {
  headings: ['entry', 'occurred_at', 'recorded_at', 'address', 'purpose', 'state', 'source', ...PROOFS, 'hash'],
  look: (search) => (isNamed(search) ? { what: 'consent-exported', subject: 'consent-ledger' } : null),
  count: ({ db, shop }) => db.consentEntry.count({ where: { shopId: shop.id } }),
  page: async (of, after) => {
    const seq = BigInt(readPlace(after)?.id ?? 0);
    const found = await of.db.consentEntry.findMany({
      where: { shopId: of.shop.id, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      (entry) => ({ at: entry.recordedAt, id: String(entry.seq) }),
      (rows) => linesOf(of, rows),
    );
  },
};

const isNamed = (search: URLSearchParams): boolean => search.get('addresses') === '1';

async function linesOf({ db, vault, shop, search }: ExportOf, found: ConsentEntry[]): Promise<string> {
  if (!isNamed(search)) return found.map((entry) => lineOf(entry, entry.addressId)).join('');
  const addressIds = found.map(({ addressId }) => addressId);
  const opened = await openAddresses(vault, db, shop.id, addressIds);
  return found.map((entry) => lineOf(entry, opened.get(entry.addressId)?.email ?? 'erased')).join('');
}

function lineOf(entry: ConsentEntry, address: string): string {
  const evidence = (entry.evidence ?? {}) as Evidence;
  return csvLine([
    ...[entry.seq, entry.occurredAt.toISOString(), entry.recordedAt.toISOString(), address],
    ...[entry.purpose, entry.state, entry.source, ...PROOFS.map((proof) => evidence[proof] ?? null), hex(entry.hash)],
  ]);
}
