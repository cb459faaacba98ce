import type { CampaignStep } from './campaign';

/**
 * draft → scheduled → sending ⇄ paused → sent | cancelled. Between a mail and its resend a campaign is scheduled once more; one that is cancelled then
 * was sent all the same.
 */
export const CAMPAIGN_STATES = ['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export type CampaignChange =
  'schedule' | 'take-back' | 'start' | 'pause' | 'resume' | 'finish' | 'send-again' | 'cancel';

const AFTER: Readonly<Record<CampaignState, Partial<Record<CampaignChange, CampaignState>>>> = {
  draft: { schedule: 'scheduled' },
  scheduled: { 'take-back': 'draft', start: 'sending', cancel: 'cancelled' },
  sending: { pause: 'paused', finish: 'sent', 'send-again': 'scheduled', cancel: 'cancelled' },
  paused: { resume: 'sending', cancel: 'cancelled' },
  sent: { 'send-again': 'scheduled' },
  cancelled: {},
};

/** What becomes of a campaign by a change; null: that cannot be done to it now. */
export function stateAfter(state: CampaignState, step: CampaignStep, change: CampaignChange): CampaignState | null {
  const isResend = step === 'resend';
  // What was sent once is no draft again, and is sent again once at most.
  if (isResend && (change === 'take-back' || change === 'send-again')) return null;
  const after = AFTER[state][change] ?? null;
  return isResend && after === 'cancelled' ? 'sent' : after;
}

export const mayBe = (state: CampaignState, step: CampaignStep, change: CampaignChange): boolean =>
  stateAfter(state, step, change) !== null;
