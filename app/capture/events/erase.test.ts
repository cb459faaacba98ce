import { expect, it } from 'vitest';
import { createShop } from '../../../tests/factories/shops';
import { makeVisitor } from '../../../tests/factories/people';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { eraseEvents } from './erase.server';
import { eventProperties, eventTypes, type CustomerEvent } from './event';
import { appendEvents } from './event-log.server';
import { staysAfterErasure } from './stays-after-erasure';

const app = testApp(await testDatabase());

it('speaks only of properties that events have', () => {
  for (const type of eventTypes)
    for (const name of staysAfterErasure[type]) expect(Object.keys(eventProperties[type].shape), type).toContain(name);
});

it('keeps of each type what stays and nothing else, and of others everything', async () => {
  const shop = await createShop(app);
  await withShop(shop.id, async () => {
    const [gone, stays] = [await makeVisitor(app, shop.id), await makeVisitor(app, shop.id)];
    const told = (profileId: string) =>
      eventTypes.map((type) => {
        const names = [...Object.keys(eventProperties[type].shape), 'somethingNew'];
        const properties = Object.fromEntries(names.map((name) => [name, `${name} of somebody`]));
        const dedupeKey = `${type}:${profileId}`;
        const event = { type, properties, occurredAt: app.clock.now(), source: 'storefront', dedupeKey };
        return { profileId, event: event as unknown as CustomerEvent };
      });
    await appendEvents(app, app.db.prisma, shop.id, [...told(gone), ...told(stays)]);
    await eraseEvents(app.db.prisma, shop.id, [gone]);
    const rows = await app.db.prisma.event.findMany();
    for (const { profileId, type, properties, dedupeKey, id } of rows) {
      const names = Object.keys(properties as object).sort();
      const kept: readonly string[] = staysAfterErasure[type as CustomerEvent['type']];
      if (profileId === stays) expect(names, type).toContain('somethingNew');
      else expect(names, type).toEqual([...kept].sort());
      const isKeyKept = profileId === stays || type.startsWith('order_');
      expect(dedupeKey).toBe(isKeyKept ? `${type}:${profileId}` : `erased:${id}`);
    }
    expect(rows).toHaveLength(2 * eventTypes.length);
  });
});
