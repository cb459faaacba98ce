import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import { moveHistory } from '~/capture/move-history.server';
import { creditableSince } from '~/compliance/retention/creditable-since.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { identify } from '~/customers/profiles/identify.server';
import type { Identified } from '~/customers/profiles/identified';
import { moving, tellOf } from '~/customers/profiles/told-of.server';
import { mergeCodes } from '~/decisions/offers/merge-codes.server';
import { moveRunsAndMessages } from '~/decisions/send-policy/move-profile.server';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

/** What every report is recorded with. */
export interface ReportContext {
  services: Pick<Services, 'systemClock' | 'ids' | 'vault' | 'logger'> & { clock: Clock };
  shopId: string;
  /** Names the fact: topic and event id. Also the evidence of what it makes us believe. */
  dedupeKey: string;
}

/**
 * Finds out who a report is about; where that joins profiles, every stage moves what it holds. What is stored of the person after this, in the
 * same transaction, remembers of which profile it was told.
 */
export async function identifyAndMerge(
  { services, shopId, dedupeKey }: ReportContext,
  tx: Db,
  told: { person: PersonReport; weak?: Identifier[]; mailboxOf?: string | undefined },
): Promise<string> {
  const identified = await identify(services, tx, shopId, { ...told, evidence: dedupeKey });
  await takeOver(tx, shopId, identified);
  return identified.profileId;
}

/** Gives a profile all that the stages hold of those that are this one from now on. */
export async function takeOver(tx: Db, shopId: string, identified: Identified): Promise<void> {
  const { profileId, mergedFrom } = identified;
  if (!mergedFrom.length) return;
  const where = { shopId, profileId: { in: mergedFrom } };
  const bought = await tx.order.count({ where });
  const clicked = await tx.event.count({ where: { ...where, type: 'email_clicked' } });
  await moving(tx, async () => {
    for (const from of mergedFrom) {
      await moveHistory(tx, shopId, from, profileId);
      await mergeCodes(tx, shopId, from, profileId);
      await moveRunsAndMessages(tx, shopId, from, profileId);
    }
  });
  await tellOf(tx, identified);
  if (!bought && !clicked) return;
  await recomputeNumbers(tx, shopId, [profileId, ...mergedFrom]);
  await attributeOrders(tx, shopId, profileId, await creditableSince(tx, shopId));
}
