import { describe, expect, it } from 'vitest';
import { USUAL_KIT } from '~/delivery/documents/brand-kit';
import { pageWorlds } from '../../../tests/factories/page-world';
import { brandPage, readKit, saveBrand } from './brand-page.server';

const inWorld = await pageWorlds();
const FOREST = { ...USUAL_KIT, colours: { ...USUAL_KIT.colours, accent: '#0b5d3b' }, forbidden: ['cheap'] };

describe('a brand', () => {
  it('is as every shop’s at first, and then as it was said, in all mails', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      expect((await brandPage(pages, domain)).kit).toEqual(USUAL_KIT);
      expect(await saveBrand(pages, domain, { kit: JSON.stringify(FOREST) }, '7')).toEqual({ kind: 'saved' });
      expect((await brandPage(pages, domain)).kit).toEqual(FOREST);
      const done = await app.db.prisma.activityEntry.findFirstOrThrow({
        where: { shopId: shop.id, kind: 'brand-changed' },
      });
      expect(done.actor).toBe('7');
    }));

  it('that can be read no more is as every shop’s', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      const data = { shopId: shop.id, kit: { colours: 'blue' }, changedAt: app.clock.now() };
      await app.db.prisma.brandKit.create({ data });
      expect((await brandPage(pages, domain)).kit).toEqual(USUAL_KIT);
    }));

  it.each([
    ['colours.ink', { ...USUAL_KIT, colours: { ...USUAL_KIT.colours, ink: 'black' } }, 'give the colour as #'],
    ['logo.url', { ...USUAL_KIT, logo: { url: 'http://shop.example/logo.png', widthPx: 140 } }, 'begins with https://'],
    ['social.0.url', { ...USUAL_KIT, social: [{ network: 'x', url: 'javascript:alert(1)' }] }, 'begins with https://'],
    ['radiusPx', { ...USUAL_KIT, radiusPx: 99 }, '24'],
  ])('says at %s what cannot be', (field, kit, words) => {
    const read = readKit(JSON.stringify(kit));
    expect(read).toMatchObject({ kind: 'refused', problems: [{ field }] });
    expect(JSON.stringify(read)).toContain(words);
  });

  it.each([undefined, 'no json', '7'])('%j is none', (text) => {
    expect(readKit(text)).toMatchObject({ kind: 'refused' });
  });
});
