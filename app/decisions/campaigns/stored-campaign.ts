import type { Campaign as Row } from '@prisma/client';
import { campaignSchema, type Campaign, type CampaignStep } from './campaign';
import type { CampaignState } from './states';

/** A campaign's row with its columns read. */
export interface StoredCampaign extends Omit<Row, 'definition' | 'state' | 'step'> {
  campaign: Campaign;
  state: CampaignState;
  step: CampaignStep;
}

export const storedCampaign = ({ definition, state, step, ...row }: Row): StoredCampaign => ({
  ...row,
  campaign: campaignSchema.parse(definition),
  state: state as CampaignState,
  step: step as CampaignStep,
});
