import { addressesWith } from '~/customers/data-quality/address-findings.server';
import { cleaningsBy } from '~/customers/data-quality/cleanings.server';
import type { Db } from '~/platform/db/db.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import { addressFindings, findingWords, isFinding, type AddressFinding, type Finding } from './finding-words';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface FoundRow {
  profileId: string;
  /** What was told, or the address itself. */
  before: string;
  /** What is kept, or was probably meant; null: nothing. */
  after: string | null;
}

export type FoundRows =
  | { kind: 'missing' }
  | { kind: 'found'; shop: PageShop; what: string; why: string; rows: FoundRow[]; page: number; hasMore: boolean };

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
    const rows = await rowsOf(deps.vault, db, shop.id, finding, { limit: SHOWN + 1, skip: (page - 1) * SHOWN });
    await logAccess(deps, db, shop.id, { actor, what: 'findings-shown', subject: finding });
    const hasMore = rows.length > SHOWN;
    return {
      kind: 'found',
      shop: pageShop(deps, shop),
      ...findingWords(finding),
      rows: rows.slice(0, SHOWN),
      page,
      hasMore,
    };
  });
}

const isOfAddress = (finding: Finding): finding is AddressFinding => addressFindings.some((each) => each === finding);

async function rowsOf(
  vault: Vault,
  db: Db,
  shopId: string,
  finding: Finding,
  part: { limit: number; skip: number },
): Promise<FoundRow[]> {
  if (!isOfAddress(finding)) return cleaningsBy(vault, db, shopId, { rule: finding, ...part });
  const found = await addressesWith(vault, db, shopId, { finding, ...part });
  return found.map(({ profileId, email, meant }) => ({ profileId, before: email, after: meant }));
}
