import type { Campaign as Row, Message } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { Campaign } from './campaign';
import type { CampaignState } from './states';
import { storedCampaign, type StoredCampaign } from './stored-campaign';

/** What a message's campaign says about it. */
export interface CampaignOfMessage {
  state: CampaignState;
  topicKey: string | null;
  /** In place of the document's own subject. */
  subjectLine: string | null;
  /** Of a mail that is sent once more: what came of the first since it was planned. Null: it is the first. */
  first: { wasRead: boolean; orderedId: string | null } | null;
}

export type AskedMessage = Pick<Message, 'id' | 'profileId' | 'sourceKind' | 'sourceId' | 'stepKey'>;

/** By message; of those that are no campaign's there is nothing. */
export async function campaignsOf(
  db: Db,
  shopId: string,
  messages: readonly AskedMessage[],
): Promise<Map<string, CampaignOfMessage>> {
  const asked = messages.filter(({ sourceKind }) => sourceKind === 'campaign');
  if (asked.length === 0) return new Map();
  const rows = await db.campaign.findMany({ where: { shopId, id: { in: asked.map(({ sourceId }) => sourceId) } } });
  const byId = new Map(rows.map((row: Row) => [row.id, storedCampaign(row)]));
  const firsts = await firstMails(
    db,
    shopId,
    asked.filter(({ stepKey }) => stepKey === 'resend'),
  );
  return new Map(
    asked.flatMap((message) => {
      const stored = byId.get(message.sourceId);
      return stored ? [[message.id, factsOf(message, stored, firsts)] as const] : [];
    }),
  );
}

type First = CampaignOfMessage['first'];

function factsOf(
  { id, stepKey }: AskedMessage,
  { state, campaign }: StoredCampaign,
  firsts: ReadonlyMap<string, First>,
): CampaignOfMessage {
  const isResend = stepKey === 'resend';
  return {
    ...{ state, topicKey: campaign.topicKey, subjectLine: subjectLineOf(campaign, isResend) },
    first: isResend ? (firsts.get(id) ?? null) : null,
  };
}

/** A second mail has its own, else that of the first. */
export const subjectLineOf = ({ resend, subjectLine }: Campaign, isResend: boolean): string | null =>
  (isResend ? resend?.subjectLine : null) ?? subjectLine;

async function firstMails(db: Db, shopId: string, asked: readonly AskedMessage[]): Promise<Map<string, First>> {
  if (asked.length === 0) return new Map();
  const json = asked.map(({ id, profileId, sourceId }) => ({ id, profileId, sourceId }));
  const rows = await db.$queryRaw<{ id: string; wasRead: boolean; orderedId: string | null }[]>`
    SELECT q."id"::text, (m."openedAt" IS NOT NULL OR m."clickedAt" IS NOT NULL) AS "wasRead", (
      SELECT o."id" FROM orders o WHERE o."shopId" = ${shopId}::uuid AND o."profileId" = q."profileId" AND o."placedAt" >= m."sentAt"
        AND NOT o."isTest" AND o."cancelledAt" IS NULL ORDER BY o."placedAt" LIMIT 1) AS "orderedId"
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS q("id" uuid, "profileId" uuid, "sourceId" uuid)
    JOIN messages m ON m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = q."sourceId" AND m."stepKey" = 'mail'
      AND m."profileId" = q."profileId"`;
  return new Map(rows.map(({ id, ...first }) => [id, first]));
}
