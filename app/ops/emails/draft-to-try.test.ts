import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import { withoutMarks } from '~/delivery/documents/part-marks';
import { makePerson } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { toldHistory, viewOf } from '../../../tests/factories/told-history';
import { productId } from '../../../tests/factories/shelf';
import { draftSource } from './draft-source.server';
import { previewDraft } from './preview-draft.server';
import { sendDraft } from './send-draft.server';

const inWorld = await pageWorlds();
const textOf = (key: string): string => JSON.stringify(starterDocuments[key]);
const titleOf = async ({ app, shop }: PageWorld, product: number): Promise<string> =>
  (await app.db.prisma.product.findFirstOrThrow({ where: { shopId: shop.id, id: productId(product) } })).title;

describe('a mail that is about a product is looked at', () => {
  it('with what its reader looked at last, as far as the catalogue still shows it', () =>
    inWorld(async (world) => {
      const { app, shop, pages, domain } = world;
      const { profileId } = await makePerson(app, shop.id, { firstName: 'Ana' });
      await toldHistory(app, () => shop.id).tell(profileId, viewOf(4, 1_000), viewOf(5, 2_000), viewOf(6, 3_000));
      const shownWith = async () => {
        const asked = { document: textOf('back-in-stock'), as: profileId };
        const shown = await previewDraft(pages, domain, 'back-in-stock', asked);
        return shown.kind === 'shown' ? [shown.subject, shown.note] : shown;
      };
      const [five, six] = [await titleOf(world, 5), await titleOf(world, 6)];
      expect(await shownWith()).toEqual([`${six} is back`, `About “${six}”, which this reader looked at last.`]);
      await app.db.prisma.product.updateMany({
        where: { shopId: shop.id, id: productId(6) },
        data: { isPublished: false },
      });
      expect(await shownWith()).toEqual([`${five} is back`, `About “${five}”, which this reader looked at last.`]);
    }));

  it('with one of the catalogue where they looked at none, and it is said whose it is', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const { profileId } = await makePerson(app, shop.id);
      const asked = { document: textOf('price-drop'), as: profileId };
      const shown = await previewDraft(pages, domain, 'price-drop', asked);
      expect(shown.kind === 'shown' && shown.note).toMatch(
        /^About “.+” of your catalogue, as an example\. Nothing that this reader looked at can be shown\. It is shown as if it had cost a quarter more before\.$/,
      );
      expect(shown.kind === 'shown' && shown.html).toMatch(/<s>[^<]+<\/s>/);
      expect(shown.kind === 'shown' && shown.subject).toMatch(/^Product .+ costs less now$/);
      const nobody = await previewDraft(pages, domain, 'browse-first', {
        document: textOf('browse-first'),
        as: 'nobody',
      });
      expect(nobody.kind === 'shown' && nobody.note).toMatch(/^About “.+” of your catalogue, as an example\.$/);
    }));

  it('and says so where there is nothing to show; one that is about no product says nothing', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.variant.updateMany({ where: { shopId: shop.id }, data: { isAvailable: false } });
      const asked = { document: textOf('back-in-stock'), as: 'nobody' };
      const shown = await previewDraft(pages, domain, 'back-in-stock', asked);
      expect(shown.kind === 'shown' && shown.note).toContain('your catalogue has none that can be bought');
      const other = await previewDraft(pages, domain, 'birthday', { document: textOf('birthday'), as: 'nobody' });
      expect(other.kind === 'shown' && other.note).toBeNull();
    }));
});

describe('what is tried of a draft', () => {
  const KEY = 'birthday';
  const ofBirthday = starterDocuments[KEY];

  it('is sent as a test in the language that is looked at', () =>
    inWorld(async ({ pages, domain, bench }) => {
      const asked = { document: textOf(KEY), as: 'nobody' };
      expect(await sendDraft(pages, domain, KEY, { ...asked, language: 'de' })).toMatchObject({ kind: 'sent' });
      expect(await sendDraft(pages, domain, KEY, { ...asked, language: '' })).toMatchObject({ kind: 'sent' });
      const sent = bench.log.all().flatMap(({ entry }) => (entry.kind === 'accepted' ? (entry.subject ?? []) : []));
      const german = ofBirthday?.translations?.['de']?.['subject']?.split('{%')[0];
      expect(sent).toEqual([`[Test] ${german}`, '[Test] Happy birthday']);
    }));

  it.each([
    ['postmark', 'Written by Postmark'],
    ['custom', '<http://127.0.0.1:4000/u/test>'],
  ] as const)('is read as it leaves, with its headers and its size, where %s unsubscribes', (unsubscribeMode, wayOut) =>
    inWorld(
      async ({ pages, domain }) => {
        const asked = { document: textOf(KEY), as: 'nobody', language: 'fr' };
        const [source, shown] = [
          await draftSource(pages, domain, KEY, asked),
          await previewDraft(pages, domain, KEY, asked),
        ];
        if (source.kind !== 'made' || shown.kind !== 'shown') throw new Error('it was not made');
        expect(Object.fromEntries(source.head.map(({ name, value }) => [name, value]))).toMatchObject({
          ...{ From: '"Oak & Elm" <hello@shop.example>', 'Reply-To': 'team@shop.example' },
          ...{ Subject: shown.subject, Preheader: shown.preheader, 'List-Unsubscribe': wayOut },
        });
        expect(source.html).not.toContain('part:');
        expect(source.html).toContain('/l/');
        expect(source.bytes).toEqual({ html: Buffer.byteLength(source.html), text: Buffer.byteLength(source.text) });
        expect(source.text).toContain('Oak & Elm');
      },
      { unsubscribeMode },
    ),
  );

  it('can be pointed at where it is looked at, and is else what is sent', () =>
    inWorld(async ({ pages, domain }) => {
      const shown = await previewDraft(pages, domain, KEY, { document: textOf(KEY), as: 'nobody' });
      if (shown.kind !== 'shown') throw new Error('it was not made');
      expect(shown.findings, 'its ways out lead nowhere, which is no fault of it').toEqual([]);
      expect(shown.html).toContain('<!--part:footer-->');
      const bare = withoutMarks(shown.html);
      expect(bare).not.toContain('part:');
      // Its links grow when they are signed, and nothing else does.
      expect(shown.bytes).toBeGreaterThan(Buffer.byteLength(bare));
    }));
});
