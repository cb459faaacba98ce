import { describe, expect, test } from 'vitest';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { starterDocuments } from '~/delivery/documents/starters';
import { saveDocument } from '~/delivery/sending/save-document.server';
import { transportBy } from '../../../tests/factories/transport';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { emailPage } from '../emails/email-page.server';
import { home } from '../home.server';
import type { WatchDeps } from '../watch-sending.server';
import { whatBlocks } from './what-blocks.server';
import { nextHeldLetterAt, watchHeldMails } from './watch-held-mails.server';

const inWorld = await pageWorlds();
const KEY = 'abandoned-cart-first';
const NOTICES = 'notices@kindred.example';
const LARGE = Array.from({ length: 6 }, (_, at) => ({
  ...{ key: `code-${at}`, kind: 'code' as const },
  html: `<b>${'x'.repeat(19_000)}</b>`,
}));

function watching({ app, bench }: PageWorld): WatchDeps {
  const { token } = bench.standIn.createServer({ name: 'Operator' });
  bench.standIn.senders.addSignature({ email: NOTICES });
  return {
    ...{ db: app.db, clock: app.clock, ids: app.ids, logger: app.logger },
    transport: transportBy(createPostmarkClients(bench.url, 1)),
    operatorMail: { token, from: NOTICES },
    settingsUrl: (domain) => `https://${domain}/admin/apps/key/app/settings`,
  };
}

const letters = ({ bench }: PageWorld) => bench.standIn.inbox.messages({ to: 'owner@shop.example' });

/** A mail that is too large, or as it was; each time its next version. */
async function save({ app, shop }: PageWorld, isLarge: boolean, onVersion: number): Promise<void> {
  const usual = starterDocuments[KEY];
  if (!usual) throw new Error(`there is no ${KEY}`);
  const [first, ...rest] = usual.sections;
  if (!first) throw new Error('it has no sections');
  const sections = isLarge ? [{ ...first, blocks: [...first.blocks, ...LARGE] }, ...rest] : usual.sections;
  await app.db.transaction((tx) =>
    saveDocument(app, tx, shop.id, { key: KEY, document: { ...usual, sections }, onVersion }),
  );
}

describe('a mail that is too large', () => {
  test('is told of once, with how many wait, on its page and at home; again in another form', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain } = world;
      const deps = watching(world);
      expect([await watchHeldMails(deps, shop.id), letters(world)]).toEqual([null, []]);
      await save(world, true, 0);
      await world.recipients(2);
      await world.send();
      expect(await wakeupOf(app, shop.id, 'watch-sending')).toMatchObject({ nextDueAt: app.clock.now() });
      expect(await nextHeldLetterAt(app, shop.id)).toEqual(app.clock.now());
      expect(await watchHeldMails(deps, shop.id)).toBeNull();
      await world.send();
      await watchHeldMails(deps, shop.id);
      const [letter, ...more] = letters(world);
      expect(more).toEqual([]);
      expect(letter?.text).toMatch(/“Abandoned cart first” is 1\d\d KB large as it would leave\. 2 messages wait\./);
      expect(letter?.text).toContain('/app/emails');
      expect(await nextHeldLetterAt(app, shop.id)).toBeNull();
      const held = { key: KEY, waiting: 2, kilobytes: expect.any(Number) as number };
      expect((await emailPage(pages, domain, KEY))?.held).toMatchObject(held);
      expect((await whatBlocks(app.db.prisma, shop.id, [KEY])).get(KEY)).toEqual([
        expect.stringMatching(/^The mail is 1\d\d KB large: Gmail cuts it off/),
      ]);
      expect((await home(pages, domain)).health.heldMails).toMatchObject([{ ...held, name: 'Abandoned cart first' }]);

      await save(world, false, 1);
      expect((await whatBlocks(app.db.prisma, shop.id, [KEY])).get(KEY)).toEqual([]);
      expect((await emailPage(pages, domain, KEY))?.held).toBeNull();
      await world.send();
      expect((await home(pages, domain)).health.heldMails).toEqual([]);
      await save(world, true, 2);
      await world.recipients(1);
      await world.send();
      await watchHeldMails(deps, shop.id);
      expect(letters(world)).toHaveLength(2);
    }));
});
