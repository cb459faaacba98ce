import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import type { EmailDocument } from '~/delivery/documents/document';
import { findDocument } from '~/delivery/sending/documents.server';
import { saveDocument } from '~/delivery/sending/save-document.server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { campaignMails } from '../campaigns/campaign-mails.server';
import { flowContext } from '../flows/flow-context.server';
import { whatBlocks } from '../mails/what-blocks.server';
import { changeEmails } from './change-emails.server';
import { emailFile } from './email-file.server';
import { emailsPage } from './emails-page.server';
import { newEmailPage } from './new-email-page.server';

const inWorld = await pageWorlds();
const change = ({ pages, domain }: PageWorld, form: object, actor = '7') => changeEmails(pages, domain, actor, form);
const make = (world: PageWorld, name: string, of = 'campaign-news', from = 'copy') =>
  change(world, { intent: 'make', name, from, of });
const list = ({ pages, domain }: PageWorld, search: Record<string, string> = {}) =>
  emailsPage(pages, domain, new URLSearchParams(search));
const called = async (world: PageWorld, search: Record<string, string>) =>
  (await list(world, search)).emails.map(({ key }) => key);

describe('the emails of a shop', () => {
  it('are those it begins with, with what sends them', () =>
    inWorld(async (world) => {
      const { emails, found } = await list(world);
      expect(found).toBe(Object.keys(starterDocuments).length);
      const cart = emails.find(({ key }) => key === 'abandoned-cart-first');
      expect(cart).toMatchObject({
        ...{ name: 'Abandoned cart first', state: 'goes-out', isOwn: false, changedAt: null },
        languages: ['en', 'de', 'fr', 'he'],
        uses: [{ kind: 'flow', name: 'Abandoned cart', url: '/app/flows/abandoned-cart' }],
      });
      expect(cart?.sketch?.rows[0]).toEqual({ kind: 'logo' });
    }));

  it('and its own: copies, empty ones, renamed; each under a key of its own, sent as it was made', () =>
    inWorld(async (world) => {
      expect(await make(world, 'Crème & <b>More</b>')).toEqual({ kind: 'made', key: 'creme-b-more-b' });
      expect(await make(world, '新作', '', 'blank')).toEqual({ kind: 'made', key: 'email' });
      expect(await make(world, 'new', '', 'blank')).toEqual({ kind: 'made', key: 'new-2' });
      expect(await make(world, 'Campaign news')).toEqual({ kind: 'made', key: 'campaign-news-2' });
      const sent = (await findDocument(world.app.db.prisma, world.shop.id, 'campaign-news-2')) as EmailDocument;
      expect(sent).toMatchObject({ key: 'campaign-news-2', subject: 'News from {{ shop.name }}' });
      await change(world, { intent: 'rename', key: 'email', name: 'Spring' });
      await change(world, { intent: 'rename', key: 'birthday', name: 'Many returns' });
      expect(await called(world, { made: 'own', name: 'spring' })).toEqual(['email']);
      expect(await called(world, { name: 'many returns' })).toEqual(['birthday']);
    }));

  it('made at once under one name are two', () =>
    inWorld(async (world) => {
      const made = await Promise.all([make(world, 'Sale'), make(world, 'Sale'), make(world, 'Sale')]);
      expect(made.map((each) => ('key' in each ? each.key : each)).sort()).toEqual(['sale', 'sale-2', 'sale-3']);
    }));

  it('stay in use while something that is on sends them, and can be taken back', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await app.db.prisma.flow.updateMany({ where: { shopId: shop.id }, data: { isOn: true } });
      const keys = 'birthday,abandoned-cart-first';
      const outcome = await change(world, { intent: 'archive', keys });
      expect(JSON.stringify(outcome)).toContain('is sent by the flow “Abandoned cart”. Turn that off');
      expect(await called(world, { state: 'archived' })).toEqual([]);
      expect(await change(world, { intent: 'archive', keys: 'birthday' })).toEqual({ kind: 'saved' });
      expect(await called(world, { state: 'archived' })).toEqual(['birthday']);
      expect((await flowContext(app.db.prisma, shop.id)).templates.has('birthday')).toBe(false);
      expect((await newEmailPage(world.pages, world.domain, new URLSearchParams())).beginnings).toHaveLength(19);
      await change(world, { intent: 'take-back', key: 'birthday' });
      expect((await flowContext(app.db.prisma, shop.id)).templates.has('birthday')).toBe(true);
    }));

  it('can be sent by flows and, where they speak of nothing that set them off, by campaigns', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await make(world, 'Spring');
      await make(world, 'Cart again', 'abandoned-cart-first');
      const { templates } = await flowContext(app.db.prisma, shop.id);
      expect([templates.has('spring'), templates.has('cart-again')]).toEqual([true, true]);
      const mails = (await campaignMails(app.db.prisma, { id: shop.id, name: shop.domain })).map(({ name }) => name);
      expect(mails.slice(0, 3)).toEqual(['Campaign news', 'Campaign products', 'Spring']);
      expect(mails).not.toContain('Cart again');
    }));

  it('that nobody approved are sent by nothing, and it is said why', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await change(world, { intent: 'require-approval', isOn: 'true' });
      await make(world, 'Spring');
      const blocking = await whatBlocks(app.db.prisma, shop.id, ['spring', 'campaign-news', 'nowhere']);
      expect(blocking.get('spring')).toEqual([expect.stringContaining('Nobody has approved it yet')]);
      expect(blocking.get('campaign-news')).toEqual([]);
      expect(blocking.get('nowhere')).toEqual([expect.stringContaining('no email')]);
      expect((await list(world, { state: 'draft' })).emails).toMatchObject([{ key: 'spring', isNeverApproved: true }]);
    }));

  it('that lead to a product which the store does not have keep flows and campaigns from being turned on', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await app.db.prisma.syncWatermark.create({
        data: { shopId: shop.id, kind: 'products', sureUntil: app.clock.now() },
      });
      const leadTo = (url: string, onVersion: number) => {
        const document = starterDocuments['campaign-news'] as EmailDocument;
        const [first, ...rest] = document.sections;
        const button = { key: 'go', kind: 'button' as const, to: 'address' as const, url, label: 'See it' };
        const sections = first ? [{ ...first, blocks: [...first.blocks, button] }, ...rest] : rest;
        const saved = { key: 'campaign-news', document: { ...document, sections }, onVersion };
        return app.db.transaction((tx) => saveDocument(app, tx, shop.id, saved));
      };
      const blocking = async () => (await whatBlocks(app.db.prisma, shop.id, ['campaign-news'])).get('campaign-news');
      await leadTo('https://shop.example/products/product-1', 0);
      expect(await blocking()).toEqual([]);
      await leadTo('https://shop.example/products/no-such-thing', 1);
      expect(await blocking()).toEqual([expect.stringContaining('“no-such-thing”, which your store does not have')]);
      await leadTo('https://down.example/products/no-such-thing', 2);
      expect(await blocking()).toEqual([]);
    }));

  it('are files that another shop reads, and what is wrong in one is named by its place', () =>
    inWorld(async (world) => {
      const { pages, domain } = world;
      const text = (await emailFile(pages, domain, 'welcome-first')) ?? '';
      expect(await make(world, 'From afar', text, 'file')).toEqual({ kind: 'made', key: 'from-afar' });
      const told = JSON.parse(text) as { document: { sections: { blocks: { text?: unknown }[] }[] } };
      const [, section] = told.document.sections;
      if (section?.blocks[1]) section.blocks[1].text = 7;
      const broken = JSON.stringify(await make(world, 'Broken', JSON.stringify(told), 'file'));
      expect(broken).toContain('At section 2, block 2, text: ');
      expect(JSON.stringify(await make(world, 'None', '{}', 'file'))).toContain('not a mail’s file');
      expect(await emailFile(pages, domain, 'nowhere')).toBeNull();
      expect(await called(world, { made: 'own' })).toEqual(['from-afar']);
    }));

  it('are shown fifty at a time, however many there are', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const document = { ...starterDocuments['campaign-news'] } as object;
      const data = Array.from({ length: 500 }, (_each, nth) => ({
        ...{ shopId: shop.id, key: `own-${nth}`, version: 1, document, createdAt: app.clock.now() },
      }));
      await app.db.prisma.emailTemplate.createMany({ data });
      const first = await list(world, { made: 'own' });
      expect([first.emails.length, first.found]).toEqual([50, 500]);
      const last = await list(world, { made: 'own', older: '450' });
      expect(last).toMatchObject({ links: { newer: '400', older: null } });
      expect(new Set([...first.emails, ...last.emails].map(({ key }) => key)).size).toBe(100);
    }));

  it.each([
    [{ intent: 'make', name: ' ', from: 'blank' }, 'Give it a name'],
    [{ intent: 'make', name: 'x'.repeat(81), from: 'blank' }, '80 characters at most'],
    [{ intent: 'make', name: 'x', from: 'copy', of: 'nowhere' }, 'The mail to copy is gone'],
    [{ intent: 'rename', key: 'nowhere', name: 'x' }, 'no such mail any more'],
  ])('are not changed by %j', (form, words) =>
    inWorld(async (world) => {
      expect(JSON.stringify(await change(world, form))).toContain(words);
    }),
  );
});
