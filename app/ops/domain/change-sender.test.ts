import { describe, expect, test } from 'vitest';
import { loadSender } from '~/delivery/sending/sender.server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { settingsPage, saveSettings } from '../settings.server';

const inWorld = await pageWorlds();
const FORM = {
  ...{ intent: 'sender', fromName: 'Oak & Elm', fromEmail: 'hello@oak.example', postmarkToken: '' },
  postalAddress: '1 Oak Street, Bristol',
};

const forget = ({ app, shop }: PageWorld) => app.db.prisma.sender.deleteMany({ where: { shopId: shop.id } });
const saved = ({ app, shop }: PageWorld) => loadSender(app.vault, app.db.prisma, shop.id);
const madeServer = ({ bench, domain }: PageWorld) => bench.standIn.servers().find(({ name }) => name === domain);

describe('a merchant without a Postmark account', () => {
  test('gets a server of their own, with both streams and what they report', () =>
    inWorld(async (world) => {
      await forget(world);
      const { pages, domain } = world;
      expect(await settingsPage(pages, domain)).toMatchObject({ sender: null, server: 'can-be-made' });
      expect(await saveSettings(pages, domain, FORM)).toEqual({ kind: 'saved' });
      const server = madeServer(world);
      expect(await saved(world)).toMatchObject({
        ...{ postmarkToken: server?.token, postmarkServerId: server?.id, transactionalStream: 'outbound' },
        beforeDomain: 'only-shop',
      });
      expect([...(server?.webhooks.values() ?? [])].map(({ streamId }) => streamId).sort()).toEqual([
        'broadcast',
        'outbound',
      ]);
      expect((await settingsPage(pages, domain)).server).toBe('made');
    }));

  test('keeps it with each change, and has its token sealed', () =>
    inWorld(async (world) => {
      await forget(world);
      const { app, shop, pages, domain } = world;
      await saveSettings(pages, domain, FORM);
      const { postmarkToken } = (await saved(world)) ?? {};
      await saveSettings(pages, domain, { ...FORM, fromName: 'Elm' });
      expect(await saved(world)).toMatchObject({ fromName: 'Elm', postmarkToken });
      const row = await app.db.prisma.sender.findUniqueOrThrow({ where: { shopId: shop.id } });
      expect(Buffer.from(row.postmarkToken).toString('latin1')).not.toContain(postmarkToken);
    }));

  test('is made one server by two who save at once', () =>
    inWorld(async (world) => {
      await forget(world);
      const { pages, domain, bench } = world;
      const outcomes = await Promise.all([1, 2, 3].map(() => saveSettings(pages, domain, FORM)));
      expect(outcomes).toEqual([{ kind: 'saved' }, { kind: 'saved' }, { kind: 'saved' }]);
      expect(bench.standIn.servers().filter(({ name }) => name === domain)).toHaveLength(1);
    }));

  test('is told to bring a token where nobody can make a server', () =>
    inWorld(async (world) => {
      await forget(world);
      const pages = { ...world.pages, mailServers: null };
      expect((await settingsPage(pages, world.domain)).server).toBe('needed');
      expect(await saveSettings(pages, world.domain, FORM)).toMatchObject({
        problems: [{ field: 'postmarkToken', message: expect.stringContaining('is needed') }],
      });
    }));
});

describe('a merchant with a Postmark account', () => {
  test('goes on as ever, and no server is made', () =>
    inWorld(async (world) => {
      const { pages, domain, sender } = world;
      expect(await saveSettings(pages, domain, FORM)).toEqual({ kind: 'saved' });
      expect(await saved(world)).toMatchObject({ postmarkToken: sender.postmarkToken, postmarkServerId: null });
      expect(madeServer(world)).toBeUndefined();
    }));

  test('may bring it later', () =>
    inWorld(async (world) => {
      await forget(world);
      const { pages, domain, bench } = world;
      await saveSettings(pages, domain, FORM);
      await saveSettings(pages, domain, { ...FORM, postmarkToken: bench.server.token });
      expect(await saved(world)).toMatchObject({ postmarkToken: bench.server.token, postmarkServerId: null });
    }));
});
