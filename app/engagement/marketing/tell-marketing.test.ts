import { beforeEach, describe, expect, it } from 'vitest';
import { archiveFlow } from '~/decisions/flows/archive-flow.server';
import { switchFlow } from '~/decisions/flows/flows.server';
import {
  cancelCampaign,
  discardDraft,
  makeCampaign,
  takeBackCampaign,
} from '~/decisions/campaigns/change-campaign.server';
import { withShop } from '~/platform/db/db.server';
import { scheduled } from '../../../tests/factories/campaigns';
import { turnOn } from '../../../tests/factories/flows';
import { plan } from '../../../tests/factories/messages';
import { makeVisitor } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import type { ActivityTold } from './activity';
import type { DayTold } from './day';
import type { ReportOutcome } from './marketing-reports';
import { tellMarketing } from './tell-marketing.server';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;
const FLOW = 'flow:abandoned-cart';

let shop: TestShop;
let kept: Map<string, ActivityTold>;
let days: { remoteId: string; day: DayTold }[];
let answer: (what: 'keep' | 'day', remoteId: string) => ReportOutcome;

beforeEach(async () => {
  shop = await createShop(app);
  [kept, days] = [new Map(), []];
  answer = () => ({ kind: 'told' });
});

const marketingReports = {
  keep(_: string, remoteId: string, activity: ActivityTold) {
    const outcome = answer('keep', remoteId);
    if (outcome.kind === 'told') kept.set(remoteId, activity);
    return Promise.resolve(outcome);
  },
  tellDay(_: string, remoteId: string, day: DayTold) {
    const outcome = answer('day', remoteId);
    if (outcome.kind === 'told') days.push({ remoteId, day });
    return Promise.resolve(outcome);
  },
};
const settingsUrl = (domain: string) => `https://${domain}/admin/apps/key/app/settings`;
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const tell = () => inShop(() => tellMarketing({ ...app, marketingReports, settingsUrl }, shop.id));
const check = () => inShop(() => app.db.prisma.marketingCheck.findUniqueOrThrow({ where: { shopId: shop.id } }));

/** A mail of the flow that left now, and what came of it. */
async function sent(came: { openedAt?: Date; deliveredAt?: Date } = {}) {
  return inShop(async () => {
    const { id } = await plan(app, shop.id, { profileId: await makeVisitor(app, shop.id) });
    const data = { state: 'accepted', sentAt: app.clock.now(), ...came };
    await app.db.prisma.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data });
    return id;
  });
}

const openedAt = (id: string, at: Date) =>
  inShop(() => app.db.prisma.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { openedAt: at } }));

describe('a flow', () => {
  it('is told when it is on, with the name its links carry, and not before', async () => {
    await tell();
    expect(kept.size).toBe(0);
    await inShop(() => turnOn(app, shop.id));
    await tell();
    expect(kept.get(FLOW)).toMatchObject({
      ...{ status: 'ACTIVE', tactic: 'ABANDONED_CART', utmCampaign: 'abandoned-cart' },
      remoteUrl: `https://${shop.domain}/admin/apps/key/app/flows/abandoned-cart`,
    });
  });

  it('follows what becomes of it, and what is told stays as it is where nothing changed', async () => {
    await inShop(() => turnOn(app, shop.id));
    await tell();
    const first = kept.get(FLOW);
    kept.clear();
    app.advanceBusiness(DAY_MS);
    await tell();
    expect(kept.size).toBe(0);
    await inShop(() => switchFlow(app.db.prisma, app.clock, shop.id, 'abandoned-cart', false));
    await tell();
    expect(kept.get(FLOW)).toEqual({ ...first, status: 'PAUSED' });
    await inShop(() => app.db.transaction((tx) => archiveFlow(tx, app.clock, shop.id, 'abandoned-cart')));
    await tell();
    expect(kept.get(FLOW)).toMatchObject({ status: 'INACTIVE', end: app.clock.now().toISOString() });
  });
});

describe('a campaign', () => {
  const planned = () =>
    inShop(() => scheduled(app, shop.id, { segmentIds: [], schedule: { kind: 'at', at: '2027-01-01T10:00:00Z' } }));

  it('is told once it is planned, under a name of its own', async () => {
    await inShop(() => app.db.transaction((tx) => makeCampaign(app, tx, shop.id, 'A draft', {})));
    const id = await planned();
    await tell();
    expect([...kept.keys()]).toEqual([`campaign:${id}`]);
    expect(kept.get(`campaign:${id}`)).toMatchObject({
      ...{ status: 'SCHEDULED', utmCampaign: `campaign-${id}`, scheduledStart: '2027-01-01T10:00:00.000Z' },
    });
  });

  it('that was cancelled before it began is gone there, and so is one that was let go of', async () => {
    const [cancelled, gone] = [await planned(), await planned()];
    await tell();
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await cancelCampaign(app, tx, shop.id, cancelled, {});
        await takeBackCampaign(app, tx, shop.id, gone, {});
      }),
    );
    await tell();
    expect(kept.get(`campaign:${cancelled}`)?.status).toBe('DELETED_EXTERNALLY');
    expect(kept.get(`campaign:${gone}`)?.status).toBe('PAUSED');
    await inShop(() => app.db.transaction((tx) => discardDraft(app, tx, shop.id, gone, {})));
    await tell();
    expect(kept.get(`campaign:${gone}`)?.status).toBe('DELETED_EXTERNALLY');
  });
});

describe('a day', () => {
  const tomorrow = async () => {
    app.advanceBusiness(DAY_MS);
    await tell();
  };

  it('is told once it is over, once', async () => {
    await inShop(() => turnOn(app, shop.id));
    await tell();
    const at = app.clock.now();
    await sent({ deliveredAt: at });
    await sent();
    await tell();
    expect(days).toEqual([]);
    await tomorrow();
    await tell();
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({
      remoteId: FLOW,
      day: {
        day: at.toISOString().slice(0, 10),
        utcOffset: '+00:00',
        currency: 'EUR',
        figures: { sent: 2, delivered: 1 },
      },
    });
  });

  it('is told anew, whole, where something became known late, and on the day on which it happened', async () => {
    await inShop(() => turnOn(app, shop.id));
    const at = app.clock.now();
    const id = await sent();
    await tell();
    await tomorrow();
    days = [];
    await openedAt(id, at);
    await tomorrow();
    expect(days.map(({ day }) => [day.day, day.figures.sent, day.figures.openers])).toEqual([
      [at.toISOString().slice(0, 10), 1, 1],
    ]);
    days = [];
    await tomorrow();
    expect(days).toEqual([]);
  });

  it('that turns out to be empty is told as empty', async () => {
    await inShop(() => turnOn(app, shop.id));
    const id = await sent();
    await tell();
    await tomorrow();
    await inShop(() =>
      app.db.prisma.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { state: 'rejected' } }),
    );
    days = [];
    await tomorrow();
    expect(days.map(({ day }) => day.figures.sent)).toEqual([0]);
  });
});

describe('Shopify', () => {
  it('that was left halfway is told the rest, and nothing twice', async () => {
    await inShop(() => turnOn(app, shop.id));
    await tell();
    await sent();
    app.advanceBusiness(DAY_MS);
    await sent();
    app.advanceBusiness(DAY_MS);
    let asked = 0;
    answer = () => (asked++ === 0 ? { kind: 'told' } : { kind: 'closed', problem: 'Shopify says: later' });
    await tell();
    expect(days).toHaveLength(1);
    expect((await check()).problem).toBe('Shopify says: later');
    answer = () => ({ kind: 'told' });
    await tell();
    expect(days.map(({ day }) => day.figures.sent)).toEqual([1, 1]);
    expect(new Set(days.map(({ day }) => day.day)).size).toBe(2);
    expect((await check()).problem).toBeNull();
  });

  it('that cannot be asked is asked again a little later, and the page says why', async () => {
    await inShop(() => turnOn(app, shop.id));
    answer = () => {
      throw new Error('no answer');
    };
    const next = await tell();
    expect(next?.getTime()).toBe(app.clock.now().getTime() + 120_000);
    expect((await check()).problem).toBe('Shopify could not be asked: no answer');
  });

  it('that has lost an activity gets it anew, with all its days', async () => {
    await inShop(() => turnOn(app, shop.id));
    await tell();
    await sent();
    app.advanceBusiness(DAY_MS);
    await tell();
    kept.clear();
    await sent();
    app.advanceBusiness(DAY_MS);
    answer = (what, remoteId) => (what === 'day' && !kept.has(remoteId) ? { kind: 'missing' } : { kind: 'told' });
    days = [];
    await tell();
    expect([kept.size, days.length]).toEqual([0, 0]);
    await tell();
    expect([kept.has(FLOW), days.length]).toEqual([true, 2]);
  });

  it('is not asked again for what it refused until something changes or a day begins', async () => {
    await inShop(() => turnOn(app, shop.id));
    let asked = 0;
    answer = () => (asked++, { kind: 'refused', problem: 'Shopify says: no' });
    await tell();
    await tell();
    expect(asked).toBe(1);
    app.advanceBusiness(DAY_MS);
    await tell();
    await tell();
    expect(asked).toBe(2);
  });

  it('of a new installation is told all anew', async () => {
    await inShop(() => turnOn(app, shop.id));
    await tell();
    kept.clear();
    await app.db.prisma.shop.update({ where: { id: shop.id }, data: { installedAt: app.clock.now() } });
    app.advanceBusiness(1_000);
    await app.db.prisma.shop.update({ where: { id: shop.id }, data: { installedAt: app.clock.now() } });
    await tell();
    expect(kept.has(FLOW)).toBe(true);
  });

  it('that did not grant the permission is not asked', async () => {
    await app.db.prisma.shop.update({ where: { id: shop.id }, data: { scopes: ['write_customers'] } });
    await inShop(() => turnOn(app, shop.id));
    await tell();
    expect(kept.size).toBe(0);
    expect((await check()).problem).toContain('permission');
  });

  it('is told by one worker at a time', async () => {
    await inShop(() => turnOn(app, shop.id));
    await Promise.all([tell(), tell(), tell()]);
    let asked = 0;
    answer = () => (asked++, { kind: 'told' });
    await inShop(() => switchFlow(app.db.prisma, app.clock, shop.id, 'abandoned-cart', false));
    await Promise.all([tell(), tell(), tell()]);
    expect(asked).toBe(1);
  });
});
