import { expect, test } from 'vitest';
import { advanceCampaigns } from '~/decisions/campaigns/advance-campaigns.server';
import { newCampaign, type Campaign } from '~/decisions/campaigns/campaign';
import { makeOffer, switchOffer } from '~/decisions/offers/offers.server';
import { noteUsed } from '~/decisions/offers/note-used.server';
import { plantSegment } from '../../../tests/factories/audiences';
import { TEN_PERCENT } from '../../../tests/factories/offer-world';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { offersPage } from '../offers/offers-page.server';
import { campaignPage } from './campaign-page.server';
import { changeCampaign } from './change-campaign.server';
import { editPage } from './edit-page.server';
import { previewCampaign } from './preview-mail.server';

const inWorld = await pageWorlds();
const CHECK = new URLSearchParams({ step: 'check' });

/** An offer with so many codes that Shopify has confirmed. */
async function offerWith({ app, shop }: PageWorld, codes: number): Promise<string> {
  const { prisma } = app.db;
  const fifth = { ...TEN_PERCENT, terms: { ...TEN_PERCENT.terms, value: { kind: 'percent' as const, percent: 20 } } };
  const offerId = await makeOffer(app, prisma, shop.id, fifth);
  const discountEndsAt = new Date(app.clock.now().getTime() + 60 * 86_400_000);
  await prisma.offer.updateMany({
    where: { id: offerId },
    data: { discountId: 'gid://shopify/DiscountCodeNode/1', discountEndsAt },
  });
  await prisma.discountCode.createMany({
    data: Array.from({ length: codes }, (_, nth) => ({
      ...{ shopId: shop.id, id: app.ids.next(), offerId, code: `BACK-${nth}`, state: 'free' },
    })),
  });
  return offerId;
}

async function draftOf(world: PageWorld, changes: Partial<Campaign>) {
  const { pages, domain } = world;
  const submit = (form: object) => changeCampaign(pages, domain, '1', form);
  const made = await submit({ intent: 'make', name: 'Spring' });
  if (made.kind !== 'saved') throw new Error('it was not made');
  const { id } = made;
  const campaign = { ...newCampaign('Spring'), templateKey: 'win-back-first', ...changes };
  const save = (more: Partial<Campaign>) =>
    submit({ intent: 'save', id, campaign: JSON.stringify({ ...campaign, ...more }), to: 'check' });
  await save({});
  return {
    id,
    submit,
    save,
    schedule: () => submit({ intent: 'schedule', id }),
    page: () => editPage(pages, domain, id, CHECK),
  };
}

test('a campaign with codes says how many it gives and how many are made; its mail shows what they are worth', () =>
  inWorld(async (world) => {
    const people = await world.recipients(5);
    await world.app.db.prisma.message.updateMany({ data: { state: 'skipped' } });
    const segmentId = await plantSegment(
      world.app,
      world.shop.id,
      people.map(({ profileId }) => profileId),
    );
    const audience = { segmentIds: [segmentId], excludedSegmentIds: [] };
    const draft = await draftOf(world, { audience });
    expect(await draft.schedule()).toMatchObject({
      ...{
        kind: 'refused',
        problems: [{ field: 'offerId', message: expect.stringContaining('Choose the offer') as string }],
      },
    });
    const offerId = await offerWith(world, 2);
    await draft.save({ offerId });
    expect(await draft.page()).toMatchObject({
      ...{ problems: [], codes: { offer: 'Come back', wanted: 5, free: 2, toMake: 3, had: 0 } },
    });
    const preview = await previewCampaign(world.pages, world.domain, draft.id);
    expect(preview).toMatchObject({ kind: 'shown', text: expect.stringContaining('EXAMPLE-CODE') as string });
    expect(preview.kind === 'shown' && preview.text).toContain('20% off');

    await switchOffer(world.app, world.app.db.prisma, world.shop.id, offerId, false);
    expect(await draft.schedule()).toMatchObject({ kind: 'refused', problems: [{ field: 'offerId' }] });
    await switchOffer(world.app, world.app.db.prisma, world.shop.id, offerId, true);
    expect(await draft.schedule()).toMatchObject({ kind: 'saved' });
    expect((await offersPage(world.pages, world.domain)).offers).toMatchObject([{ campaigns: ['Spring'] }]);

    await advanceCampaigns(world.app, world.shop.id);
    await world.send();
    const page = () => campaignPage(world.pages, world.domain, draft.id);
    expect((await page())?.codes).toMatchObject({ offer: 'Come back', given: 2, good: 2, used: 0, waiting: 3 });
    const { prisma } = world.app.db;
    const used = await prisma.discountCode.findFirstOrThrow({ where: { state: 'given' } });
    await noteUsed(prisma, world.shop.id, [{ id: 'o1', placedAt: world.app.clock.now(), discountCodes: [used.code] }]);
    expect((await page())?.codes).toMatchObject({ given: 2, good: 1, used: 1, revenueMinor: 0 });

    const next = await draftOf(world, { audience, offerId });
    expect(await next.page()).toMatchObject({ codes: { wanted: 4, had: 1 } });
  }));

test('what goes once more when its codes are over is not planned, before it is sent nor afterwards', () =>
  inWorld(async (world) => {
    const [someone] = await world.recipients(1);
    await world.app.db.prisma.message.updateMany({ data: { state: 'skipped' } });
    const segmentId = await plantSegment(world.app, world.shop.id, [someone?.profileId ?? '']);
    const offerId = await offerWith(world, 2);
    const audience = { segmentIds: [segmentId], excludedSegmentIds: [] };
    const draft = await draftOf(world, { audience, offerId, resend: { afterDays: 8, subjectLine: null } });
    expect(await draft.schedule()).toMatchObject({ kind: 'refused', problems: [{ field: 'resend' }] });
    await draft.save({ resend: null });
    expect(await draft.schedule()).toMatchObject({ kind: 'saved' });
    await advanceCampaigns(world.app, world.shop.id);
    await world.send();
    world.pass(3_600_000);
    await advanceCampaigns(world.app, world.shop.id);
    const again = (afterDays: string) =>
      draft.submit({ intent: 'send-again', id: draft.id, subjectLine: '', afterDays });
    expect(await again('8')).toMatchObject({ kind: 'refused', problems: [{ field: 'afterDays' }] });
    expect(await again('3')).toMatchObject({ kind: 'saved' });
  }));
