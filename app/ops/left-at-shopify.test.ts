import { describe, expect, it } from 'vitest';
import { noteLeft } from '~/compliance/left-at-shopify.server';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { gid } from '../../tests/factories/reports';
import { handleRequest } from './privacy-requests.server';
import { privacyPage } from './privacy.server';

const inWorld = await pageWorlds();

const look = async ({ pages, domain }: PageWorld) => (await privacyPage(pages, domain, 'user-1')).left;
const note = ({ app, shop }: PageWorld, number: number) =>
  noteLeft(app, app.db.prisma, shop.id, [gid('Customer', number)]);
const seeTo = ({ pages, domain }: PageWorld, id: string) =>
  handleRequest(pages, domain, 'user-1', { intent: 'seen-to', id });

describe('customers to be deleted in Shopify', () => {
  it('are none: nobody was seen', () =>
    inWorld(async (world) => {
      expect(await look(world)).toEqual([]);
      expect(await world.app.db.prisma.accessLogEntry.count()).toBe(0);
    }));

  it('stand with their page in Shopify and the day their number is forgotten; that they were seen is written down', () =>
    inWorld(async (world) => {
      await note(world, 7);
      const erasedAt = world.app.clock.now();
      const until = new Date(erasedAt.getTime() + 30 * 86_400_000).toISOString();
      expect(await look(world)).toMatchObject([
        {
          ...{ number: '7', url: `https://${world.domain}/admin/customers/7`, state: 'open' },
          ...{ erasedAt: erasedAt.toISOString(), until },
        },
      ]);
      const entries = await world.app.db.prisma.accessLogEntry.findMany();
      expect(entries).toMatchObject([{ actor: 'user-1', what: 'privacy-requests-shown' }]);
    }));

  it('are seen to once, and forgotten with it', () =>
    inWorld(async (world) => {
      await note(world, 7);
      const [{ id } = { id: '' }] = await look(world);
      expect(await seeTo(world, id)).toEqual({ kind: 'saved' });
      expect(await seeTo(world, id)).toMatchObject({ kind: 'refused' });
      expect(await look(world)).toMatchObject([{ id, number: null, url: null, state: 'settled' }]);
      const done = await world.app.db.prisma.activityEntry.findMany();
      expect(done).toMatchObject([{ kind: 'left-customer-settled', subject: id, actor: 'user-1' }]);
    }));
});
