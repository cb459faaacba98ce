import { describe, expect, test } from 'vitest';
import { newCampaign, type Campaign } from './campaign';
import { campaignProblems, type CampaignSurroundings, type OfferNow } from './problems';

const OFFER = '0190f000-0000-7000-8000-000000000001';
const SEGMENT = '0190f000-0000-7000-8000-000000000002';

const said = (changes: Partial<Campaign>): Campaign => ({
  ...newCampaign('Spring'),
  ...{ templateKey: 'with-code', offerId: OFFER },
  audience: { segmentIds: [SEGMENT], excludedSegmentIds: [] },
  ...changes,
});

const inShop = (offer: Partial<OfferNow> | null = {}): CampaignSurroundings => ({
  templateKeys: new Set(['with-code', 'without']),
  couponKeys: new Set(['with-code']),
  segmentIds: new Set([SEGMENT]),
  topicKeys: new Set(),
  offers: new Map(
    offer ? [[OFFER, { name: 'Come back', isOn: true, problem: null, validDays: 3, ...offer }] as const] : [],
  ),
  now: new Date('2026-12-01T12:00:00Z'),
});

describe('a campaign that gives codes', () => {
  test('can be scheduled', () => expect(campaignProblems(said({}), inShop())).toEqual([]));

  test.each([
    ['whose mail has a place for one, and no offer', said({ offerId: null }), inShop(), 'offerId', 'Choose the offer'],
    ['whose offer is gone', said({}), inShop(null), 'offerId', 'Choose another'],
    ['whose offer is switched off', said({}), inShop({ isOn: false }), 'offerId', 'Switch it on in Settings'],
    ['whose offer Shopify does not take', said({}), inShop({ problem: 'too much' }), 'offerId', 'too much'],
    ['whose mail has no place for one', said({ templateKey: 'without' }), inShop(), 'offerId', 'Add one to the mail'],
    [
      ...([
        'that goes once more when its codes are over',
        said({ resend: { afterDays: 4, subjectLine: null } }),
      ] as const),
      ...([inShop(), 'resend', 'over after 3 days'] as const),
    ],
  ])('%s cannot: field and remedy are told', (_what, campaign, shop, field, words) => {
    const problems = campaignProblems(campaign, shop);
    expect(problems.map((each) => each.field)).toEqual([field]);
    expect(problems[0]?.message).toContain(words);
  });

  test('goes once more while they are good', () =>
    expect(campaignProblems(said({ resend: { afterDays: 3, subjectLine: null } }), inShop())).toEqual([]));

  test('or none, and whose mail has no place for one, is asked nothing', () =>
    expect(campaignProblems(said({ templateKey: 'without', offerId: null }), inShop(null))).toEqual([]));
});
