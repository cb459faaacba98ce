import { addressesWith } from '~/customers/data-quality/address-findings.server';
import { cleaningsBy } from '~/customers/data-quality/cleanings.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import {
  addressFindings,
  DRIFTED,
  findingWords,
  isFinding,
  type AddressFinding,
  type Finding,
  type FindingWords,
} from './finding-words';
import { driftRows } from './traits-check.server';
import { gapFindings, type GapFinding } from './gap-words';
import { gapRows, type GapRow } from './gaps.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface FoundRow {
  /** Whose page it leads to; null: nobody's. */
  profileId: string | null;
  /** What was told, or what it is about. */
  before: string;
  /** What is kept, was probably meant, or stands beside it; null: nothing. */
  after: string | null;
  /** The instant that stands beside it. */
  at?: string;
}

export type FoundRows =
  | { kind: 'missing' }
  | ({
      kind: 'found';
      finding: Finding;
      shop: PageShop;
      rows: FoundRow[];
      page: number;
      hasMore: boolean;
    } & FindingWords);

const SHOWN = 50;
const LAST_PAGE = 1_000;

/** The rows behind a number of the Data page. That a user saw them is written down before they are shown. */
export function foundRows(
  deps: PageDeps & AuditDeps,
  shopDomain: string,
  actor: string,
  asked: { finding: string; page: string | null },
): Promise<FoundRows> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { finding } = asked;
    if (!isFinding(finding)) return { kind: 'missing' };
    const page = Math.min(Math.max(Math.trunc(Number(asked.page)) || 1, 1), LAST_PAGE);
    const rows = await findingRows(
      { db, vault: deps.vault, shop, now: deps.clock.now() },
      { finding, limit: SHOWN + 1, skip: (page - 1) * SHOWN },
    );
    await logAccess(deps, db, shop.id, { actor, what: 'findings-shown', subject: finding });
    const hasMore = rows.length > SHOWN;
    return {
      kind: 'found',
      finding,
      shop: pageShop(deps, shop),
      ...findingWords(finding),
      rows: rows.slice(0, SHOWN),
      page,
      hasMore,
    };
  });
}

const isOfAddress = (finding: Finding): finding is AddressFinding => addressFindings.some((each) => each === finding);

const isGap = (finding: Finding): finding is GapFinding => gapFindings.some((each) => each === finding);

interface Within {
  db: Db;
  vault: Vault;
  shop: { id: string };
  now: Date;
}

/** Some of the rows behind a number, in an order that does not change while nothing else does. */
export async function findingRows(
  { db, vault, shop: { id: shopId }, now }: Within,
  { finding, ...part }: { finding: Finding; limit: number; skip: number },
): Promise<FoundRow[]> {
  if (finding === DRIFTED) return driftRows(vault, db, shopId, part);
  if (isGap(finding)) return missingRows(await gapRows(vault, db, shopId, { finding, now, ...part }));
  if (!isOfAddress(finding)) return cleaningsBy(vault, db, shopId, { rule: finding, ...part });
  const found = await addressesWith(vault, db, shopId, { finding, ...part });
  return found.map(({ profileId, email, meant }) => ({ profileId, before: email, after: meant }));
}

const missingRows = (rows: GapRow[]): FoundRow[] =>
  rows.map(({ profileId, label, aside }) => ({
    ...{ profileId, before: label },
    ...(typeof aside === 'string' ? { after: aside || null } : { after: null, at: aside.toISOString() }),
  }));
