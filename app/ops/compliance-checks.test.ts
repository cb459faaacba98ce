import { expect, test } from 'vitest';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { enforceRetention } from '~/compliance/retention/enforce-retention.server';
import { checkLedger } from './check-ledger.server';
import { complianceChecks } from './compliance-checks.server';

const inWorld = await pageWorlds();
const APP_URL = 'https://app.example';

async function statesOf({ pages, domain }: PageWorld): Promise<Record<string, string>> {
  const { checks } = await complianceChecks({ ...pages, appUrl: APP_URL }, domain);
  return Object.fromEntries(checks.map(({ key, state }) => [key, state]));
}

test('each mail of the flow that a shop is installed with is made, and holds a way out and the address', () =>
  inWorld(async (world) => {
    const { checks } = await complianceChecks({ ...world.pages, appUrl: APP_URL }, world.domain);
    expect(checks.filter(({ key }) => key === 'unsubscribe' || key === 'postal-address')).toEqual([
      {
        ...{ key: 'unsubscribe', title: 'A way out in every mail', state: 'good', remedy: null },
        sentence: 'All 2 mails that flows send were made just now; each has a link to unsubscribe.',
      },
      {
        ...{ key: 'postal-address', title: 'Your postal address in every mail', state: 'good', remedy: null },
        sentence: 'All 2 mails that flows send were made just now; each has your postal address.',
      },
    ]);
  }));

test('a mail of a flow with the foot of mails that nobody can unsubscribe from is found', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const key = 'abandoned-cart-second';
    const document = {
      key,
      subject: 'Cart',
      preheader: 'Hello',
      blocks: [{ kind: 'header' }, { kind: 'service-footer' }],
    };
    await app.db.prisma.emailTemplate.create({
      data: { shopId: shop.id, key, version: 9, document, createdAt: app.clock.now() },
    });
    const { checks } = await complianceChecks({ ...world.pages, appUrl: APP_URL }, world.domain);
    expect(checks.find(({ key: name }) => name === 'unsubscribe')).toMatchObject({
      state: 'attention',
      sentence: 'The mail “abandoned-cart-second” lacks a link to unsubscribe.',
    });
  }));

test('what is done once a day is known once it was done', () =>
  inWorld(async (world) => {
    expect(await statesOf(world)).toMatchObject({ retention: 'unknown', ledger: 'unknown', requests: 'good' });
    await enforceRetention(world.app, world.shop.id);
    await checkLedger(world.app, world.shop.id);
    expect(await statesOf(world)).toMatchObject({ retention: 'good', ledger: 'good' });
  }));

test('a request of Shopify’s that was put aside needs somebody', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const row = { source: 'shopify', topic: 'customers/redact', externalId: 'r-1', state: 'parked' };
    await app.db.prisma.inboxItem.create({
      data: { shopId: shop.id, id: app.ids.next(), receivedAt: app.systemClock.now(), ...row },
    });
    expect(await statesOf(world)).toMatchObject({ 'requests-read': 'attention', 'shopify-webhooks': 'good' });
  }));
