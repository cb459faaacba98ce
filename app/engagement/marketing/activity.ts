import type { CampaignState } from '~/decisions/campaigns/states';

/** Shopify's words for what an activity does. */
export type ActivityStatus = 'ACTIVE' | 'PAUSED' | 'SCHEDULED' | 'INACTIVE' | 'DELETED_EXTERNALLY';

/** Shopify's words for a mail that goes after a cart, and for any other. */
export type Tactic = 'ABANDONED_CART' | 'NEWSLETTER';

/** All that Shopify is told of a flow or a campaign: what is left out is lost there. Instants are ISO 8601. */
export interface ActivityTold {
  title: string;
  tactic: Tactic;
  status: ActivityStatus;
  /** Our page of it. */
  remoteUrl: string;
  /** What its mails' links carry; never another for the same activity. */
  utmCampaign: string;
  start: string | null;
  end: string | null;
  scheduledStart: string | null;
}

export const flowRemoteId = (key: string): string => `flow:${key}`;
export const campaignRemoteId = (id: string): string => `campaign:${id}`;

/** A flow that is off goes on where it stood once it is on again; one out of use does not. */
export function flowStatus({ isOn, archivedAt }: { isOn: boolean; archivedAt: Date | null }): ActivityStatus {
  if (archivedAt) return 'INACTIVE';
  return isOn ? 'ACTIVE' : 'PAUSED';
}

const OF_CAMPAIGNS: Readonly<Record<CampaignState, ActivityStatus>> = {
  draft: 'PAUSED',
  scheduled: 'SCHEDULED',
  sending: 'ACTIVE',
  paused: 'PAUSED',
  sent: 'INACTIVE',
  cancelled: 'INACTIVE',
};

/** One that was cancelled before it began never was. */
export const campaignStatus = (state: CampaignState, startedAt: Date | null): ActivityStatus =>
  state === 'cancelled' && startedAt === null ? 'DELETED_EXTERNALLY' : OF_CAMPAIGNS[state];
