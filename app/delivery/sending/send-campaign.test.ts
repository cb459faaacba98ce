import { expect, test } from 'vitest';
import { advanceCampaigns } from '~/decisions/campaigns/advance-campaigns.server';
import { cancelCampaign, pauseCampaign, resumeCampaign } from '~/decisions/campaigns/change-campaign.server';
import { saveConsentSettings } from '~/customers/consent/consent-settings.server';
import { savePreferences } from '~/customers/preferences/mail-preferences.server';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { plantSegment } from '../../../tests/factories/audiences';
import { campaignNow, messagesOf, scheduled, type CampaignChanges } from '../../../tests/factories/campaigns';
import { makePerson, sayAboutMarketing } from '../../../tests/factories/people';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';

const inWorld = await sendingWorlds();
const HOUR = 3_600_000;

/** A campaign to Ana and Ben that is prepared, with what a test does to it. */
async function toTwo({ app, shop }: SendingWorld, changes: Partial<CampaignChanges> = {}) {
  const shopId = shop.id;
  const people = [
    await makePerson(app, shopId, { email: 'ana@example.com', firstName: 'Ana' }),
    await makePerson(app, shopId, { email: 'ben@example.com' }),
  ] as const;
  const profileIds = people.map(({ profileId }) => profileId);
  const segmentId = await plantSegment(app, shopId, profileIds);
  const id = await scheduled(app, shopId, { segmentIds: [segmentId], ...changes });
  const advance = () => advanceCampaigns(app, shopId);
  await advance();
  return {
    ...{ id, people, advance },
    mails: () => messagesOf(app, shopId, id),
    now: () => campaignNow(app, shopId, id),
    pause: () => app.db.transaction((tx) => pauseCampaign(app, tx, shopId, id, { reason: { code: 'by-hand' } })),
    resume: () => app.db.transaction((tx) => resumeCampaign(app, tx, shopId, id, {})),
    cancel: () => app.db.transaction((tx) => cancelCampaign(app, tx, shopId, id, {})),
  };
}

test('a campaign arrives as its mail, with the subject it was given', () =>
  inWorld(async (world) => {
    const { now, advance } = await toTwo(world, { subjectLine: 'Spring is here, {{ person.firstName }}' });
    await world.send();
    expect(world.counts()).toEqual({ 'ana@example.com': 1, 'ben@example.com': 1 });
    const mails = world.bench.standIn.inbox.messages();
    expect(mails.map(({ subject }) => subject)).toContain('Spring is here, Ana');
    expect(mails[0]?.text).toContain('What is new');
    expect(mails[0]).toMatchObject({ stream: 'broadcast', tag: 'campaign-news' });
    world.pass(HOUR);
    await advance();
    expect(await now()).toMatchObject({ state: 'sent' });
  }));

test('while it is paused nothing of it is claimed, nor due; afterwards it goes', () =>
  inWorld(async (world) => {
    const { pause, resume, advance, mails } = await toTwo(world);
    await pause();
    expect(await world.send(), 'when it is due').toBeNull();
    expect(world.counts()).toEqual({});
    expect((await mails()).map(({ state }) => state)).toEqual(['planned', 'planned']);
    world.pass(HOUR);
    await resume();
    await advance();
    await world.send();
    expect(world.counts()).toEqual({ 'ana@example.com': 1, 'ben@example.com': 1 });
  }));

test.each([
  ['paused', 'planned', 'campaign-paused'],
  ['cancelled', 'skipped', 'campaign-cancelled'],
] as const)('one that is %s once its mails are in hand lets none of them leave', (how, state, code) =>
  inWorld(async (world) => {
    const campaign = await toTwo(world);
    let hasCome = false;
    const variants: typeof world.deps.liveCatalog.variants = async (...asked) => {
      if (!hasCome) await (how === 'paused' ? campaign.pause() : campaign.cancel());
      hasCome = true;
      return world.store.variants(...asked);
    };
    await world.send({ liveCatalog: { ...world.store, variants } });
    expect(hasCome).toBe(true);
    expect(world.counts()).toEqual({});
    const mails = await campaign.mails();
    expect(mails.map(({ state, reason }) => ({ state, reason }))).toEqual(
      [0, 1].map(() => ({ state, reason: { code } })),
    );
  }),
);

test('whoever unsubscribes or turns its topic off before their turn gets nothing, and it is told why', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const settings = { doubleOptIn: { mode: 'off' as const, countries: [] }, wordingVersion: null };
    const topics = [{ key: 'news', name: 'News', flows: [] }];
    await saveConsentSettings(app.db.prisma, shop.id, { ...settings, topics });
    const { people, mails } = await toTwo(world, { topicKey: 'news' });
    const [ana, ben] = people;
    await sayAboutMarketing(app, shop.id, { email: ana.email, state: 'withdrawn' });
    await savePreferences(app, app.db.prisma, shop.id, ben.addressId, { ...NO_PREFERENCES, topicsOff: ['news'] });
    await world.send();
    expect(world.counts()).toEqual({});
    const reasons = new Map((await mails()).map(({ profileId, reason }) => [profileId, reason]));
    expect(reasons.get(ana.profileId)).toEqual({ code: 'no-consent', consent: 'withdrawn' });
    expect(reasons.get(ben.profileId)).toEqual({ code: 'topic-off', topic: 'News' });
  }));

test('a second mail has its own subject, and does not go to whoever read the first after it was planned', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const resend = { afterDays: 2, subjectLine: 'In case you missed it' };
    const { people, advance, mails } = await toTwo(world, { resend });
    await world.send();
    world.pass(HOUR);
    await advance();
    world.pass(48 * HOUR);
    await advance();
    const [ana, ben] = people;
    await app.db.prisma.message.updateMany({
      where: { shopId: shop.id, profileId: ana.profileId, stepKey: 'mail' },
      data: { openedAt: app.clock.now() },
    });
    await world.send();
    const second = (await mails()).filter(({ stepKey }) => stepKey === 'resend');
    expect(new Map(second.map(({ profileId, state, reason }) => [profileId, [state, reason]]))).toEqual(
      new Map<string, unknown>([
        [ana.profileId, ['skipped', { code: 'read-meanwhile' }]],
        [ben.profileId, ['accepted', null]],
      ]),
    );
    const subjects = world.bench.standIn.inbox.messages().map(({ to, subject }) => [to, subject]);
    expect(subjects).toContainEqual(['ben@example.com', 'In case you missed it']);
  }));
