import type { Message } from '@prisma/client';
import { expect, test } from 'vitest';
import { advanceCampaigns } from '~/decisions/campaigns/advance-campaigns.server';
import { makeOffer, switchOffer } from '~/decisions/offers/offers.server';
import { plantSegment } from '../../../tests/factories/audiences';
import { messagesOf, scheduled, type CampaignChanges } from '../../../tests/factories/campaigns';
import { messageNow, plan } from '../../../tests/factories/messages';
import { TEN_PERCENT } from '../../../tests/factories/offer-world';
import { sendingWorlds, type Recipient, type SendingWorld } from '../../../tests/factories/sending-world';
import { NO_SUBJECT } from './draft-mails.server';
import { previewMail } from './preview-mail.server';
import { loadSender } from './sender.server';

const inWorld = await sendingWorlds();
const world = (work: (world: SendingWorld) => Promise<void>) => () => inWorld(work);

/** An offer as it is when Shopify has confirmed so many of its codes. */
async function offerWith({ app, shop }: SendingWorld, codes: number): Promise<string> {
  const { prisma } = app.db;
  const id = await makeOffer(app, prisma, shop.id, TEN_PERCENT);
  const discountEndsAt = new Date(app.clock.now().getTime() + 60 * 86_400_000);
  await prisma.offer.updateMany({
    where: { id },
    data: { discountId: 'gid://shopify/DiscountCodeNode/1', discountEndsAt },
  });
  await addCodes({ app, shop }, id, codes);
  return id;
}

const addCodes = ({ app, shop }: Pick<SendingWorld, 'app' | 'shop'>, offerId: string, count: number) =>
  app.db.prisma.discountCode.createMany({
    data: Array.from({ length: count }, () => {
      const id = app.ids.next();
      return { shopId: shop.id, id, offerId, code: `BACK-${id.slice(-8).toUpperCase()}`, state: 'free' };
    }),
  });

const wants = async ({ app, shop }: SendingWorld, { profileId }: Pick<Recipient, 'profileId'>, offerId: string) => {
  const subject = { cartToken: null, offerId };
  const message = await plan(app, shop.id, { profileId, templateKey: 'win-back-first', subject });
  await app.db.prisma.message.updateMany({ where: { profileId, NOT: { id: message.id } }, data: { state: 'skipped' } });
  return message;
};
const codesOf = ({ app, shop }: SendingWorld, state: string) =>
  app.db.prisma.discountCode.findMany({ where: { shopId: shop.id, state }, orderBy: { id: 'asc' } });

test(
  'each mail leaves with its person’s own code, seen from then on',
  world(async (at) => {
    const offerId = await offerWith(at, 5);
    const people = await at.recipients(3);
    for (const person of people) await wants(at, person, offerId);
    await at.send();
    const given = await codesOf(at, 'given');
    expect(given.every(({ shownAt }) => shownAt !== null)).toBe(true);
    const told = people.map(({ email }) => {
      const [mail] = at.bench.standIn.inbox.messages({ to: email });
      return /BACK-[0-9A-F]{8}/.exec(mail?.text ?? '')?.[0];
    });
    expect(told.sort()).toEqual(given.map(({ code }) => code).sort());
    expect(new Set(told).size).toBe(3);
  }),
);

test(
  'a mail for which none is left waits and says so; it leaves when there are more',
  world(async (at) => {
    const offerId = await offerWith(at, 1);
    const people = await at.recipients(2);
    const messages: Message[] = [];
    for (const person of people) messages.push(await wants(at, person, offerId));
    await at.send();
    const now = () => Promise.all(messages.map((message) => messageNow(at.app, message)));
    const waiting = (await now()).filter(({ state }) => state === 'planned');
    expect(waiting).toMatchObject([{ reason: { code: 'no-code-left', offer: 'Come back' } }]);
    expect((await at.app.db.prisma.offer.findFirstOrThrow({ where: { id: offerId } })).dryAt).not.toBeNull();
    await addCodes(at, offerId, 1);
    at.pass(11 * 60_000);
    await at.send();
    expect((await now()).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  }),
);

test(
  'of an offer that is off nothing is sent; who had their code gets no mail that promises another',
  world(async (at) => {
    const offerId = await offerWith(at, 3);
    const [one, other] = await at.recipients(2);
    if (!one || !other) throw new Error('there is nobody');
    const first = await wants(at, one, offerId);
    await at.send();
    await at.app.db.prisma.discountCode.updateMany({ where: { state: 'given' }, data: { usedAt: at.app.clock.now() } });
    const again = await plan(at.app, at.shop.id, {
      ...{ profileId: one.profileId, templateKey: 'win-back-first', stepKey: 'again' },
      subject: { cartToken: null, offerId } as never,
    });
    at.pass(7 * 86_400_000);
    await at.app.db.prisma.message.updateMany({ where: { id: again.id }, data: { expiresAt: new Date('2099-01-01') } });
    await at.app.db.transaction((tx) => switchOffer(at.app, tx, at.shop.id, offerId, true));
    await at.send();
    expect(await at.now({ ...one, message: again })).toMatchObject({ state: 'skipped', reason: { code: 'offer-had' } });
    expect(await at.now({ ...one, message: first })).toMatchObject({ state: 'accepted' });
    await at.app.db.transaction((tx) => switchOffer(at.app, tx, at.shop.id, offerId, false));
    const off = await wants(at, other, offerId);
    await at.send();
    expect(await at.now({ ...other, message: off })).toMatchObject({ state: 'skipped', reason: { code: 'offer-off' } });
  }),
);

test(
  'looking at a mail beforehand uses up no code: its code is an example, and says so',
  world(async (at) => {
    await offerWith(at, 2);
    const { prisma } = at.app.db;
    const shop = await prisma.shop.findUniqueOrThrow({ where: { id: at.shop.id } });
    const sender = await loadSender(at.app.vault, prisma, at.shop.id);
    const input = { shop, sender, templateKey: 'win-back-first', campaign: 'test', subject: NO_SUBJECT };
    const made = await previewMail(at.deps, prisma, input);
    if (made.kind !== 'rendered') throw new Error(made.problem);
    expect(made.mail.text).toContain('EXAMPLE-CODE');
    expect(made.mail.html).toContain('An example: whoever gets this mail');
    expect(await codesOf(at, 'free')).toHaveLength(2);
  }),
);

/** A campaign with codes to so many people, with what it was told of them; it is prepared. */
async function campaignTo(
  { app, shop }: SendingWorld,
  people: readonly Recipient[],
  changes: Partial<CampaignChanges>,
) {
  await app.db.prisma.message.updateMany({ where: { shopId: shop.id }, data: { state: 'skipped' } });
  const segmentId = await plantSegment(
    app,
    shop.id,
    people.map(({ profileId }) => profileId),
  );
  const id = await scheduled(app, shop.id, { segmentIds: [segmentId], templateKey: 'win-back-first', ...changes });
  await advanceCampaigns(app, shop.id);
  return { id, advance: () => advanceCampaigns(app, shop.id), mails: () => messagesOf(app, shop.id, id) };
}
const codesIn = ({ bench }: SendingWorld, email: string) =>
  bench.standIn.inbox.messages({ to: email }).map(({ text }) => /BACK-[0-9A-F]{8}/.exec(text ?? '')?.[0]);

test(
  'a campaign gives each of its people a code of their own, and those whom it is sent once more the same again',
  world(async (at) => {
    const offerId = await offerWith(at, 3);
    const people = await at.recipients(2);
    const resend = { afterDays: 2, subjectLine: null };
    const { advance } = await campaignTo(at, people, { offerId, resend });
    await at.send();
    at.pass(3_600_000);
    await advance();
    at.pass(2 * 86_400_000);
    await advance();
    await at.send();
    const codes = people.map(({ email }) => codesIn(at, email));
    for (const [first, second] of codes) expect([first, second]).toEqual([first ?? 'a code', first]);
    expect(new Set(codes.flat()).size).toBe(2);
    expect(await codesOf(at, 'free')).toHaveLength(1);
  }),
);

test(
  'a campaign that is sent once more when a code is over sends its person nothing, though they might have another by then',
  world(async (at) => {
    const offerId = await offerWith(at, 3);
    await at.app.db.prisma.offer.updateMany({ where: { id: offerId }, data: { againAfterDays: 1 } });
    const people = await at.recipients(1);
    const { advance, mails } = await campaignTo(at, people, { offerId, resend: { afterDays: 2, subjectLine: null } });
    await at.send();
    at.pass(3_600_000);
    await advance();
    at.pass(2 * 86_400_000);
    await at.app.db.prisma.discountCode.updateMany({ where: { state: 'given' }, data: { endsAt: at.app.clock.now() } });
    await advance();
    await at.send();
    const [again] = (await mails()).filter(({ stepKey }) => stepKey === 'resend');
    expect(again).toMatchObject({ state: 'skipped', reason: { code: 'offer-had' } });
  }),
);

test(
  'mails of a campaign for which no code is left wait and say so; those that found one leave',
  world(async (at) => {
    const offerId = await offerWith(at, 1);
    const { mails } = await campaignTo(at, await at.recipients(2), { offerId });
    await at.send();
    const states = (await mails()).map(({ state, reason }) => [state, (reason as { code?: string } | null)?.code]);
    expect(states.sort()).toEqual([
      ['accepted', undefined],
      ['planned', 'no-code-left'],
    ]);
  }),
);
