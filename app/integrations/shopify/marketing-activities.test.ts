import { expect, it } from 'vitest';
import type { ActivityTold } from '~/engagement/marketing/activity';
import { NOTHING, type DayTold } from '~/engagement/marketing/day';
import { inShopify, readToml, shopDomain } from '../../../tests/factories/shopify-world';
import { createMarketingReports } from './marketing-activities.server';

const activity: ActivityTold = {
  ...{ title: 'Abandoned cart', tactic: 'ABANDONED_CART', status: 'ACTIVE', utmCampaign: 'abandoned-cart' },
  ...{ remoteUrl: 'https://admin.example/flows/abandoned-cart', start: '2026-05-01T00:00:00.000Z', end: null },
  scheduledStart: null,
};
const day: DayTold = {
  ...{ day: '2026-05-01', utcOffset: '+02:00', currency: 'EUR' },
  figures: {
    ...NOTHING,
    sent: 7,
    delivered: 6,
    opens: 5,
    openers: 4,
    clicks: 3,
    clickers: 2,
    orders: 1,
    salesMinor: 1_990,
  },
};

it('a flow stands there with what its links carry, and what is told again takes the place of what was told', () =>
  inShopify(async (world) => {
    const reports = createMarketingReports(world.admin);
    expect(await reports.keep(shopDomain, 'flow:a', activity)).toEqual({ kind: 'told' });
    expect(await reports.keep(shopDomain, 'flow:a', { ...activity, status: 'PAUSED' })).toEqual({ kind: 'told' });
    const told = world.standIn.marketing.all();
    expect(told).toHaveLength(1);
    expect(told[0]?.input).toMatchObject({
      ...{ status: 'PAUSED', marketingChannelType: 'EMAIL' },
      utm: { source: 'kindred', medium: 'email', campaign: 'abandoned-cart' },
    });
  }));

it('a day is told in Shopify’s words, and overwritten when it is told again', () =>
  inShopify(async (world) => {
    const reports = createMarketingReports(world.admin);
    await reports.keep(shopDomain, 'flow:a', activity);
    await reports.tellDay(shopDomain, 'flow:a', day);
    await reports.tellDay(shopDomain, 'flow:a', { ...day, figures: { ...day.figures, sent: 8 } });
    expect(world.standIn.marketing.find('flow:a')?.days).toEqual([
      {
        ...{ occurredOn: '2026-05-01', utcOffset: '+02:00', sendsCount: 8, impressionsCount: 6 },
        ...{ viewsCount: 5, uniqueViewsCount: 4, clicksCount: 3, uniqueClicksCount: 2 },
        ...{ failsCount: 0, complaintsCount: 0, unsubscribesCount: 0, orders: '1' },
        sales: { amount: '19.90', currencyCode: 'EUR' },
      },
    ]);
  }));

it('what Shopify does not know, refuses or has closed is told apart', () =>
  inShopify(async (world) => {
    const reports = createMarketingReports(world.admin);
    expect(await reports.tellDay(shopDomain, 'flow:a', day)).toEqual({ kind: 'missing' });
    await reports.keep(shopDomain, 'flow:a', activity);
    expect(await reports.keep(shopDomain, 'flow:a', { ...activity, utmCampaign: 'another' })).toEqual({
      ...{ kind: 'refused', problem: 'Shopify says: UTM parameters cannot be modified.' },
    });
    expect((await reports.keep(shopDomain, 'flow:b', activity)).kind).toBe('refused');
  }));

it('without the permission nothing is told, and it is said', () =>
  inShopify(
    async (world) => {
      const outcome = await createMarketingReports(world.admin).keep(shopDomain, 'flow:a', activity);
      expect(outcome).toEqual({ kind: 'closed', problem: 'Shopify does not let the app write marketing events.' });
    },
    { toml: readToml().replace('write_marketing_events,', '') },
  ));

it('an app that is taken off takes all it told with it', () =>
  inShopify(async (world) => {
    await createMarketingReports(world.admin).keep(shopDomain, 'flow:a', activity);
    world.standIn.installation.uninstall();
    expect(world.standIn.marketing.all()).toEqual([]);
  }));
