import type { Identifier } from '~/capture/events/reports';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { LinkRule } from './identity-decision';
import type { ToldOf } from './told-of.server';

export interface IdentityLinkInput extends ToldOf {
  identifier: Identifier;
  rule: LinkRule;
  /** What was told, by whom: `source:topic:event`. */
  evidence: string;
}

/**
 * Lets identifiers lead to profiles from now on, and writes down why: the history is only added to, so that "how do we know this" has an answer
 * also for what was believed once. Phones are kept in the vault by whoever calls this; here stands their history.
 */
export async function linkIdentities(
  deps: { ids: Ids; systemClock: SystemClock },
  db: Db,
  shopId: string,
  links: IdentityLinkInput[],
): Promise<void> {
  if (!links.length) return;
  const linkedAt = deps.systemClock.now();
  const rows = links.map(({ identifier, profileId, originId, rule, evidence }) => ({
    ...identifier,
    ...{ id: deps.ids.next(), profileId, toldOf: originId, rule, evidence },
    originId: originId === profileId ? null : originId,
  }));
  const json = JSON.stringify(rows);
  await db.$executeRaw`
    INSERT INTO identities ("shopId", "linkedAt", "kind", "value", "profileId", "originId", "evidence")
    SELECT ${shopId}::uuid, ${linkedAt}, r.* FROM jsonb_to_recordset(${json}::jsonb)
      AS r("kind" text, "value" text, "profileId" uuid, "originId" uuid, "evidence" text) WHERE r."kind" <> 'phone'
    ON CONFLICT ("shopId", "kind", "value") DO UPDATE SET "profileId" = EXCLUDED."profileId", "originId" = EXCLUDED."originId",
      "evidence" = EXCLUDED."evidence", "linkedAt" = EXCLUDED."linkedAt"`;
  await db.$executeRaw`
    INSERT INTO identity_links ("shopId", "linkedAt", "id", "kind", "value", "profileId", "rule", "evidence")
    SELECT ${shopId}::uuid, ${linkedAt}, r.* FROM jsonb_to_recordset(${json}::jsonb)
      AS r("id" uuid, "kind" text, "value" text, "toldOf" uuid, "rule" text, "evidence" text)`;
}
