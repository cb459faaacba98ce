import { moveHistory } from '~/capture/events/event-log.server';
import type { Identifier, PersonReport } from '~/capture/events/reports';
import { holdProfile, identify, type Identified } from '~/customers/profiles/identify.server';
import { moveRunsAndMessages } from '~/decisions/send-policy/move-profile.server';
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

/** Finds out who a report is about; where that joins profiles, every stage moves what it holds. */
export async function identifyAndMerge(
  { services, shopId, dedupeKey }: ReportContext,
  tx: Db,
  told: { person: PersonReport; weak?: Identifier[] },
): Promise<string> {
  const identified = await identify(services, tx, shopId, { ...told, evidence: dedupeKey });
  await takeOver(tx, shopId, identified);
  return identified.profileId;
}

/** Gives a profile all that the stages hold of those that are this one from now on. */
export async function takeOver(tx: Db, shopId: string, { profileId, mergedFrom }: Identified): Promise<void> {
  for (const from of mergedFrom) {
    await moveAll(tx, shopId, from, profileId);
    // Reports that were just being stored of the old profile are stored by now; they are moved behind the others.
    await holdProfile(tx, shopId, from);
    await moveAll(tx, shopId, from, profileId);
    await tx.profile.delete({ where: { shopId_id: { shopId, id: from } } });
  }
}

async function moveAll(tx: Db, shopId: string, from: string, to: string): Promise<void> {
  await moveHistory(tx, shopId, from, to);
  await moveRunsAndMessages(tx, shopId, from, to);
}
