import type { ConsentReport } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import { normaliseEmail } from '../profiles/email-address';
import { appendStatements, type LedgerDeps, type Statement } from './append-statements.server';
import { stillSaid } from './said-before-erasure.server';
import { dropOvertaken } from './tellings.server';

/**
 * Appends what a sync tells of many addresses' consent, as `recordConsent` does for one: the same chain, the same derivation, in a handful of
 * statements. What the ledger has already is left out, and so is a yes from before its owner was erased.
 */
export async function recordConsents(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  reports: ConsentReport[],
): Promise<void> {
  const statements = await toStatements(deps, db, shopId, reports);
  const changes = await appendStatements(deps, db, shopId, statements);
  await dropOvertaken(
    db,
    shopId,
    changes.map(({ addressId }) => addressId),
  );
}

async function toStatements(deps: LedgerDeps, db: Db, shopId: string, reports: ConsentReport[]): Promise<Statement[]> {
  const told = reports.flatMap((report) => {
    const email = normaliseEmail(report.email);
    return email ? [{ report, email, hash: deps.vault.hash(email, shopId) }] : [];
  });
  const hashes = told.map(({ hash }) => bytea(hash));
  const rows = await db.$queryRaw<{ id: string; profileId: string; salt: Uint8Array; emailHash: Uint8Array }[]>`
    SELECT "id"::text, "profileId"::text, "salt", "emailHash" FROM addresses
    WHERE "shopId" = ${shopId}::uuid AND "emailHash" = ANY(${hashes}::bytea[])`;
  const byHash = new Map(rows.map((row) => [bytea(row.emailHash), row]));
  const said = told.map((each) => {
    const { state, occurredAt } = each.report;
    return { ...each, state, occurredAt, emailHash: each.hash };
  });
  const statements = (await stillSaid(db, shopId, said)).flatMap(({ report, email, hash }): Statement[] => {
    const address = byHash.get(bytea(hash));
    if (!address) return [];
    const { state, occurredAt, optInLevel } = report;
    return [
      {
        address,
        email,
        purpose: 'marketing',
        state,
        source: 'shopify-sync',
        occurredAt,
        evidence: { optInLevel },
        dedupeKey: `shopify-sync:${address.id}:${state}:${occurredAt.toISOString()}`,
      },
    ];
  });
  return [...new Map(statements.map((statement) => [statement.dedupeKey, statement])).values()];
}
