import { newCampaign, type Campaign } from '~/decisions/campaigns/campaign';
import { makeCampaign, saveDraft, scheduleCampaign } from '~/decisions/campaigns/change-campaign.server';
import { storedCampaign } from '~/decisions/campaigns/stored-campaign';
import type { TestApp } from './test-app';

export type CampaignChanges = Partial<Campaign> & { segmentIds: string[] };

/** A campaign with the shop's news to some segments, scheduled as a merchant does it; gives its id. Needs the shop's wall around it. */
export async function scheduled(app: TestApp, shopId: string, changes: CampaignChanges): Promise<string> {
  const { segmentIds, ...said } = changes;
  const audience = { segmentIds, excludedSegmentIds: [] };
  const campaign: Campaign = { ...newCampaign('Spring news'), templateKey: 'campaign-news', audience, ...said };
  return app.db.transaction(async (tx) => {
    const id = await makeCampaign(app, tx, shopId, campaign.name, {});
    await saveDraft(app, tx, shopId, id, campaign);
    await scheduleCampaign(app, tx, shopId, id, { expectedCount: 0 });
    return id;
  });
}

export const campaignNow = async (app: TestApp, shopId: string, id: string) =>
  storedCampaign(await app.db.prisma.campaign.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } }));

export const messagesOf = (app: TestApp, shopId: string, sourceId: string) =>
  app.db.prisma.message.findMany({ where: { shopId, sourceId }, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }] });
