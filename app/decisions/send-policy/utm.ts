import type { Message } from '@prisma/client';

/** What links of a mail say of where a visit came from. Shopify takes an activity's only once: it never changes for a flow or a campaign. */
export interface Utm {
  source: string;
  medium: string;
  campaign: string;
}

export const utmOf = (campaign: string): Utm => ({ source: 'kindred', medium: 'email', campaign });

/** A flow by its key; a campaign by its id, as two of them may have one name and one document. */
export const campaignUtm = (id: string): string => `campaign-${id}`;

/** Under which name all links of a message say it is. */
export function utmCampaignOf(message: Pick<Message, 'flowKey' | 'sourceKind' | 'sourceId' | 'templateKey'>): string {
  if (message.flowKey !== null) return message.flowKey;
  return message.sourceKind === 'campaign' ? campaignUtm(message.sourceId) : message.templateKey;
}
