import { describe, expect, it } from 'vitest';
import { CAMPAIGN_STATES, stateAfter, type CampaignChange } from './states';

const CHANGES: CampaignChange[] = [
  'schedule',
  'take-back',
  'start',
  'pause',
  'resume',
  'finish',
  'send-again',
  'cancel',
];

describe('a campaign', () => {
  it('goes from draft to sent, with a pause on the way', () => {
    const way: CampaignChange[] = ['schedule', 'start', 'pause', 'resume', 'finish'];
    let state = 'draft' as (typeof CAMPAIGN_STATES)[number] | null;
    for (const change of way) state = state && stateAfter(state, 'mail', change);
    expect(state).toBe('sent');
  });

  it('that was cancelled stays so, whatever is asked of it', () => {
    expect(CHANGES.map((change) => stateAfter('cancelled', 'mail', change))).toEqual(CHANGES.map(() => null));
  });

  it('is changed only before it begins', () => {
    const mayBeTakenBack = CAMPAIGN_STATES.filter((state) => stateAfter(state, 'mail', 'take-back'));
    expect(mayBeTakenBack).toEqual(['scheduled']);
  });

  it('whose resend is cancelled was sent all the same', () => {
    for (const state of ['scheduled', 'sending', 'paused'] as const)
      expect([stateAfter(state, 'mail', 'cancel'), stateAfter(state, 'resend', 'cancel')]).toEqual([
        'cancelled',
        'sent',
      ]);
  });

  it('is sent again once, and is then no draft any more', () => {
    expect(stateAfter('sent', 'mail', 'send-again')).toBe('scheduled');
    expect(stateAfter('sent', 'resend', 'send-again')).toBeNull();
    expect(stateAfter('scheduled', 'resend', 'take-back')).toBeNull();
  });
});
