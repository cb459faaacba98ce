import { auditLedger } from '~/customers/consent/verify-ledger.server';
import { countByConsent } from '~/customers/consent/consent-counts.server';
import type { ConsentStateName } from '~/customers/consent/consent';
import type { Db } from '~/platform/db/db.server';
import { keepCheck } from './check-ledger.server';
import { proofOf, type ConsentProof } from './consent-proof.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface ConsentPage {
  shop: PageShop;
  counts: Record<ConsentStateName, number>;
  entries: number;
  /** The newest statements, newest first; `profileId` null where the person was erased. */
  recent: (ConsentProof & { profileId: string | null })[];
  /** What could not be told outside: by whom it was refused, and how often. */
  parked: { listener: string; problem: string; count: number }[];
}

const SHOWN = 20;

/** Who said what about marketing mail, and whether the proof of it is whole. */
export function consentPage(deps: PageDeps, shopDomain: string): Promise<ConsentPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const newest = await db.consentEntry.findMany({
      where: { shopId: shop.id },
      orderBy: { seq: 'desc' },
      take: SHOWN,
    });
    const owners = await ownersOf(
      db,
      shop.id,
      newest.map(({ addressId }) => addressId),
    );
    return {
      shop: pageShop(deps, shop),
      counts: await countByConsent(db, shop.id),
      entries: Number(newest[0]?.seq ?? 0n),
      recent: newest.map((entry) => ({ ...proofOf(entry), profileId: owners.get(entry.addressId) ?? null })),
      parked: await parkedTellings(db, shop.id),
    };
  });
}

async function ownersOf(db: Db, shopId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.address.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, profileId: true } });
  return new Map(rows.map(({ id, profileId }) => [id, profileId]));
}

async function parkedTellings(db: Db, shopId: string): Promise<ConsentPage['parked']> {
  const groups = await db.consentTelling.groupBy({
    by: ['listener', 'problem'],
    where: { shopId, status: 'parked' },
    _count: true,
  });
  return groups.map(({ listener, problem, _count: count }) => ({ listener, problem: problem ?? '', count }));
}

export interface VerifyResult {
  isWhole: boolean;
  sentence: string;
  head: string;
  at: string;
}

/** Walks the shop's ledger from its first entry to its last, and says what was found. */
export function verifyNow(deps: PageDeps, shopDomain: string): Promise<VerifyResult> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const audit = await auditLedger(db, shop.id);
    await keepCheck(db, shop.id, deps.clock, audit);
    const { entries, head, problem } = audit;
    const counted = entries === 1 ? '1 entry' : `${entries.toLocaleString('en')} entries`;
    const sentence = problem
      ? `The ledger is broken at entry ${problem.seq}: ${problem.why}. The ${counted} before it are as they were written.`
      : wholeWords(entries, counted);
    return { isWhole: problem === null, sentence, head, at: deps.clock.now().toISOString() };
  });
}

function wholeWords(entries: number, counted: string): string {
  if (entries === 0) return 'The ledger holds no entries yet.';
  return entries === 1
    ? 'The one entry is as it was written.'
    : `All ${counted} are as they were written, and none is missing.`;
}
