import { describe, expect, it } from 'vitest';
import type { Prisma } from '@prisma/client';
import { messageNow, plan } from '../../tests/factories/messages';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson, makeVisitor, type Person } from '../../tests/factories/people';
import { createShop } from '../../tests/factories/shops';
import { after } from '../../tests/factories/times';
import { withShop } from '~/platform/db/db.server';
import { messagesPage } from './messages.server';

const inWorld = await pageWorlds();
const list = ({ pages, domain }: PageWorld, search: Record<string, string> = {}) =>
  messagesPage(pages, domain, new URLSearchParams(search));

/** A message of somebody's, then set to what the test is about. */
async function message({ app, shop }: PageWorld, person: Pick<Person, 'profileId'>, data: Prisma.MessageUpdateInput) {
  const { id } = await plan(app, shop.id, { profileId: person.profileId });
  const leaseUntil = data.state === 'claimed' ? app.systemClock.now() : null;
  await app.db.prisma.message.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { leaseUntil, ...data } });
  return messageNow(app, { shopId: shop.id, id });
}

describe('the list of messages', () => {
  it('tells of each to whom, which mail, how it stands and why, the newest first', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const anna = await makePerson(app, shop.id, { firstName: 'Anna', email: 'anna@example.com' });
      const noConsent = await makePerson(app, shop.id, { consent: 'withdrawn' });
      await message(world, anna, { state: 'accepted', sentAt: app.clock.now(), openedAt: app.clock.now() });
      world.pass(60_000);
      await plan(app, shop.id, { profileId: noConsent.profileId });
      const { messages, flows } = await list(world);
      expect(messages).toMatchObject([
        {
          to: noConsent.email,
          name: null,
          state: 'skipped',
          status: { words: 'Not sent', kind: 'stopped' },
          reason: 'Not sent, because this person has unsubscribed.',
        },
        {
          ...{ to: 'anna@example.com', name: 'Anna', flow: 'abandoned-cart', step: 'first-mail' },
          ...{ state: 'accepted', status: { words: 'Opened' }, reason: null },
        },
      ]);
      expect(flows).toEqual([{ key: 'abandoned-cart', name: 'Abandoned cart' }]);
    }));

  it('names a person by the address they have now where the message had none', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId, email } = await makePerson(app, shop.id);
      await message(world, { profileId }, { addressId: null });
      const visitor = await makeVisitor(app, shop.id);
      await plan(app, shop.id, { profileId: visitor });
      const { messages } = await list(world);
      expect(messages.map(({ to }) => to).sort()).toEqual([email, null].sort());
    }));

  it('shows nothing of another shop', () =>
    inWorld(async (world) => {
      const other = await createShop(world.app);
      await withShop(other.id, async () => {
        const { profileId } = await makePerson(world.app, other.id);
        await plan(world.app, other.id, { profileId });
      });
      expect((await list(world)).messages).toEqual([]);
    }));
});

describe('the list of messages can be narrowed', () => {
  it('to a state', () =>
    inWorld(async (world) => {
      const person = await makePerson(world.app, world.shop.id);
      const ids: Record<string, string> = {};
      for (const state of ['accepted', 'planned', 'claimed', 'requested', 'skipped', 'rejected', 'unknown'])
        ids[state] = (await message(world, person, { state })).id;
      const shown = async (state: string) => (await list(world, { state })).messages.map(({ id }) => id).sort();
      expect(await shown('sent')).toEqual([ids.accepted]);
      expect(await shown('waiting')).toEqual([ids.planned, ids.claimed, ids.requested].sort());
      expect(await shown('not-sent')).toEqual([ids.skipped, ids.rejected].sort());
      expect(await shown('in-doubt')).toEqual([ids.unknown]);
      expect(await shown('no such state')).toHaveLength(7);
    }));

  it('to a reason and to a flow', () =>
    inWorld(async (world) => {
      const person = await makePerson(world.app, world.shop.id);
      const expired = await message(world, person, { reason: { code: 'expired', expiresAt: '2026-01-01T00:00:00Z' } });
      const other = await message(world, person, { reason: { code: 'cart-empty' }, flowKey: 'welcome' });
      expect((await list(world, { reason: 'expired' })).messages.map(({ id }) => id)).toEqual([expired.id]);
      expect((await list(world, { flow: 'welcome' })).messages.map(({ id }) => id)).toEqual([other.id]);
      expect((await list(world, { flow: 'welcome', reason: 'expired' })).messages).toEqual([]);
    }));

  it('to whoever has an address, written as people write it', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const anna = await makePerson(app, shop.id, { email: 'anna@example.com' });
      await plan(app, shop.id, { profileId: (await makePerson(app, shop.id)).profileId });
      const hers = await plan(app, shop.id, { profileId: anna.profileId });
      expect((await list(world, { to: ' Anna@Example.com' })).messages.map(({ id }) => id)).toEqual([hers.id]);
      for (const to of ['anna', 'anna@example', 'nobody@example.com'])
        expect((await list(world, { to })).messages, to).toEqual([]);
    }));
});

it('goes on from page to page, and back, without leaving one out', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId } = await makePerson(app, shop.id);
    const ids: string[] = [];
    for (let count = 0; count < 60; count++) {
      if (count % 7 === 0) world.pass(1_000);
      ids.push((await plan(app, shop.id, { profileId, dueAt: after(count) })).id);
    }
    const first = await list(world);
    const second = await list(world, { older: first.links.older ?? '' });
    const shown = [...first.messages, ...second.messages].map(({ id }) => id);
    expect(shown).toHaveLength(60);
    expect(new Set(shown)).toEqual(new Set(ids));
    expect(first.links.newer).toBeNull();
    expect(second.links.older).toBeNull();
    const back = await list(world, { newer: second.links.newer ?? '' });
    expect(back.messages).toEqual(first.messages);
  }));
