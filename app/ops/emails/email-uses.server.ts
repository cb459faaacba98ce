import { z } from 'zod';
import { storedCampaign } from '~/decisions/campaigns/stored-campaign';
import type { Db } from '~/platform/db/db.server';

/** What sends a mail, and where it stands in the admin. */
export interface EmailUse {
  kind: 'flow' | 'campaign';
  name: string;
  url: string;
  /** It may send it any moment: a flow that is on or has people in it, a campaign on its way. */
  isOn: boolean;
}

/** Of a flow just this: a version that is not understood here otherwise sends its mails all the same. */
const sending = z.object({
  name: z.string(),
  nodes: z.array(z.object({ kind: z.string(), template: z.string().optional() })),
});

/** What sends each mail of a shop, by its key: flows and their drafts, versions that people are still in, campaigns that are not over. */
export async function emailUses(db: Db, shopId: string): Promise<Map<string, EmailUse[]>> {
  const [flows, campaigns] = await Promise.all([
    flowsThatSend(db, shopId),
    db.campaign.findMany({ where: { shopId, state: { notIn: ['sent', 'cancelled'] } } }),
  ]);
  const uses = new Map<string, EmailUse[]>();
  const note = (key: string, use: EmailUse): void => {
    const known = uses.get(key) ?? [];
    const same = known.find(({ url }) => url === use.url);
    if (same) same.isOn ||= use.isOn;
    else uses.set(key, [...known, use]);
  };
  for (const { key, definition, isOn } of flows) {
    const { name, nodes } = sending.parse(definition);
    const sends = nodes.flatMap(({ kind, template }) => (kind === 'send' && template ? [template] : []));
    for (const template of sends) note(template, { kind: 'flow', name, url: `/app/flows/${key}`, isOn });
  }
  for (const { id, name, state, campaign } of campaigns.map(storedCampaign))
    note(campaign.templateKey, { kind: 'campaign', name, url: `/app/campaigns/${id}`, isOn: state !== 'draft' });
  return uses;
}

const flowsThatSend = (db: Db, shopId: string): Promise<{ key: string; definition: unknown; isOn: boolean }[]> =>
  db.$queryRaw`
    SELECT f."key", v."definition", f."isOn" OR r."people" AS "isOn" FROM flows f
    JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key"
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM flow_runs r WHERE r."shopId" = v."shopId" AND r."flowKey" = v."flowKey"
      AND r."version" = v."version" AND r."status" = 'active') AS "people") r
    WHERE f."shopId" = ${shopId}::uuid AND f."archivedAt" IS NULL AND (v."version" = f."liveVersion" OR r."people")
    UNION ALL
    SELECT f."key", f."draft", false FROM flows f
    WHERE f."shopId" = ${shopId}::uuid AND f."archivedAt" IS NULL AND f."draft" IS NOT NULL`;

/** `the flow “Welcome” and the campaign “Spring”` */
export const emailUsesWords = (uses: readonly EmailUse[]): string =>
  new Intl.ListFormat('en').format(uses.map(({ kind, name }) => `the ${kind} “${name}”`));
