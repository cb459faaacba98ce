import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appTomlWithScopes } from '../../testing/app-toml';
import { startTestWorld, type TestWorld } from '../../testing/test-world';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld({ toml: appTomlWithScopes(['write_marketing_events']) });
});
afterEach(() => world.close());

const utm = { source: 'kindred', medium: 'email', campaign: 'spring' };
const activity = {
  ...{ remoteId: 'a', title: 'Spring', tactic: 'NEWSLETTER', marketingChannelType: 'EMAIL', status: 'ACTIVE' },
  ...{ remoteUrl: 'https://app.example/a', utm },
};

async function keep(changes: Record<string, unknown> = {}): Promise<string | undefined> {
  const answer = await world.graphql(
    'mutation($input: MarketingActivityUpsertExternalInput!) { marketingActivityUpsertExternal(input: $input) { marketingActivity { title status utmParameters { campaign } } userErrors { code } } }',
    { input: { ...activity, ...changes } },
  );
  const payload = answer.data.marketingActivityUpsertExternal as { userErrors: { code: string }[] };
  return payload.userErrors[0]?.code;
}

async function tell(day: Record<string, unknown>, remoteId = 'a'): Promise<string | undefined> {
  const answer = await world.graphql(
    'mutation($remoteId: String!, $day: MarketingEngagementInput!) { marketingEngagementCreate(remoteId: $remoteId, marketingEngagement: $day) { marketingEngagement { occurredOn isCumulative } userErrors { code } } }',
    { remoteId, day: { occurredOn: '2026-05-01', utcOffset: '+02:00', ...day } },
  );
  if (answer.errors) return answer.errors[0]?.extensions?.code as string;
  const payload = answer.data.marketingEngagementCreate as { userErrors: { code: string }[] };
  return payload.userErrors[0]?.code;
}

describe('an activity', () => {
  it('is made and kept under its remote id, and loses what is not said again', async () => {
    expect(await keep({ start: '2026-05-01T00:00:00Z' })).toBeUndefined();
    expect(await keep({ title: 'Summer' })).toBeUndefined();
    expect(world.standIn.marketing.all()).toHaveLength(1);
    expect(world.standIn.marketing.find('a')?.input).toMatchObject({ title: 'Summer' });
    expect(world.standIn.marketing.find('a')?.input.start).toBeUndefined();
  });

  it('never changes its utm, level or parent', async () => {
    await keep();
    expect(await keep({ utm: { ...utm, campaign: 'other' } })).toBe('IMMUTABLE_UTM_PARAMETERS');
    expect(await keep({ utm: null })).toBe('IMMUTABLE_UTM_PARAMETERS');
    expect(await keep({ hierarchyLevel: 'CAMPAIGN' })).toBe('IMMUTABLE_HIERARCHY_LEVEL');
    expect(await keep({ parentRemoteId: 'b' })).toBe('IMMUTABLE_PARENT_ID');
  });

  it('has a utm of its own, and one at all', async () => {
    await keep();
    expect(await keep({ remoteId: 'b' })).toBe('MARKETING_ACTIVITY_WITH_UTM_CAMPAIGN_ALREADY_EXISTS');
    expect(await keep({ remoteId: 'b', utm: null })).toBe('NON_HIERARCHIAL_REQUIRES_UTM_URL_PARAMETER');
  });

  it('stands where its level stands: ads below a group or a campaign', async () => {
    const named = (campaign: string) => ({ utm: { ...utm, campaign } });
    expect(await keep({ remoteId: 'ad', ...named('ad'), hierarchyLevel: 'AD', parentRemoteId: 'a' })).toBe('INVALID');
    await keep({ hierarchyLevel: 'CAMPAIGN' });
    expect(await keep({ remoteId: 'ad', ...named('ad'), hierarchyLevel: 'AD', parentRemoteId: 'a' })).toBeUndefined();
    expect(await keep({ remoteId: 'x', ...named('x'), parentRemoteId: 'a' })).toBe('INVALID');
  });
});

describe('a day of an activity', () => {
  it('takes the place of what was told of it before', async () => {
    await keep();
    expect(await tell({ sendsCount: 5 })).toBeUndefined();
    expect(await tell({ sendsCount: 6 })).toBeUndefined();
    expect(await tell({ occurredOn: '2026-05-02', sendsCount: 1 })).toBeUndefined();
    expect(world.standIn.marketing.find('a')?.days.map(({ sendsCount }) => sendsCount)).toEqual([6, 1]);
  });

  it('is refused where it cannot be true', async () => {
    await keep();
    expect(await tell({ sendsCount: 1 }, 'nobody')).toBe('INVALID_REMOTE_ID');
    expect(await tell({ sendsCount: -1 })).toBe('INVALID');
    expect(await tell({ sales: { amount: '-1.00', currencyCode: 'EUR' } })).toBe('INVALID');
    expect(await tell({ orders: '-1' })).toBe('INVALID');
    expect(await tell({ isCumulative: true })).toBe('INVALID');
    expect(await tell({ occurredOn: '2030-01-01' })).toBe('INVALID');
    expect(await tell({ utcOffset: '+0200' })).toBe('INVALID_VARIABLE');
    const money = (currencyCode: string) => ({ amount: '1.00', currencyCode });
    expect(await tell({ sales: money('EUR'), adSpend: money('USD') })).toBe('CURRENCY_CODE_MISMATCH_INPUT');
    expect(world.standIn.marketing.find('a')?.days).toEqual([]);
  });
});

it('asks for the permission', async () => {
  world.standIn.installation.setScopes(['read_products']);
  const answer = await world.graphql(
    'mutation($input: MarketingActivityUpsertExternalInput!) { marketingActivityUpsertExternal(input: $input) { userErrors { code } } }',
    { input: activity },
  );
  expect(answer.errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
});
