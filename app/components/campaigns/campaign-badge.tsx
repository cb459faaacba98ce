import { Badge, type BadgeProps } from '@shopify/polaris';
import type { CampaignState } from '~/decisions/campaigns/states';
import { STATE_WORDS } from '~/ops/campaigns/campaign-words';

const TONES: Partial<Record<CampaignState, BadgeProps['tone']>> = {
  scheduled: 'info',
  sending: 'info',
  paused: 'warning',
  sent: 'success',
};

/** A campaign's state; the words carry it, the colour only repeats it. */
export function CampaignBadge({ state }: { state: CampaignState }) {
  const tone = TONES[state];
  return <Badge {...(tone ? { tone } : {})}>{STATE_WORDS[state]}</Badge>;
}
