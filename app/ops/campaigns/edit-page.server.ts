import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import type { Campaign } from '~/decisions/campaigns/campaign';
import {
  campaignProblems,
  type CampaignProblem,
  type CampaignSurroundings,
  type OfferNow,
} from '~/decisions/campaigns/problems';
import { rampLengthMs } from '~/decisions/campaigns/ramp';
import { storedCampaign } from '~/decisions/campaigns/stored-campaign';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { formOf, type CampaignForm } from './campaign-form';
import { campaignMails, type CampaignMail } from './campaign-mails.server';
import { codesFor, type CodesPreview } from './codes-preview.server';
import { previewAudience, type AudiencePreview } from './preview-audience.server';
import { rampWords, resendWords, scheduleWords } from './campaign-words';

export const STEPS = ['what', 'whom', 'when', 'check'] as const;
export type Step = (typeof STEPS)[number];

export interface EditPage {
  id: string;
  shop: PageShop;
  step: Step;
  form: CampaignForm;
  /** False: it is scheduled or sent by now, and shown elsewhere. */
  isDraft: boolean;
  mails: readonly CampaignMail[];
  segments: { id: string; name: string }[];
  topics: { key: string; name: string }[];
  offers: (OfferNow & { id: string })[];
  /** Only where it is looked at whom it reaches, as that asks for everybody. */
  audience: AudiencePreview | null;
  /** Of a campaign that gives codes, where it is looked at whom it reaches. */
  codes: CodesPreview | null;
  problems: CampaignProblem[];
  said: { when: string; how: string; again: string; hours: number };
}

/** A draft with what it can be made of. Null: there is none. */
export function editPage(
  deps: PageDeps,
  shopDomain: string,
  rawId: string,
  search: URLSearchParams,
): Promise<EditPage | null> {
  const id = z.uuid().safeParse(rawId);
  const step = z.enum(STEPS).catch('what').parse(search.get('step'));
  return inShop(deps, shopDomain, async (db, shop) => {
    const row = id.success
      ? await db.campaign.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } })
      : null;
    if (!row) return null;
    const { campaign, state } = storedCampaign(row);
    const { mails, segments, topics, offers, surroundings } = await surroundingsOf(deps, db, shop);
    const audience = step === 'check' ? await previewAudience(deps, db, shop, campaign) : null;
    return {
      ...{ id: row.id, shop: pageShop(deps, shop), step, isDraft: state === 'draft' },
      ...{ form: formOf(campaign, shop.timezone), mails, segments, topics, offers, audience },
      codes: audience && (await codesFor(deps, db, shop, campaign, audience.reach)),
      problems: campaignProblems(campaign, surroundings),
      said: saidOf(campaign, shop, audience?.reach ?? 0),
    };
  });
}

function saidOf(campaign: Campaign, shop: Shop, reach: number): EditPage['said'] {
  const lengthHours = Math.ceil(rampLengthMs(campaign.ramp, reach) / 3_600_000);
  return {
    ...{ when: scheduleWords(campaign.schedule, shop), how: rampWords(campaign.ramp) },
    ...{ again: resendWords(campaign), hours: lengthHours },
  };
}

/** What a shop has that a campaign can name, and how it is called. */
export async function surroundingsOf({ clock }: Pick<PageDeps, 'clock'>, db: Db, shop: Shop) {
  const [mails, segments, { topics }, offers] = await Promise.all([
    campaignMails(db, shop),
    db.segment.findMany({
      where: { shopId: shop.id, retiredAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
    loadConsentSettings(db, shop.id),
    db.offer.findMany({
      where: { shopId: shop.id },
      orderBy: { name: 'asc' },
      select: { id: true, name: true, isOn: true, problem: true, validDays: true },
    }),
  ]);
  const surroundings: CampaignSurroundings = {
    templateKeys: new Set(mails.map(({ key }) => key)),
    segmentIds: new Set(segments.map(({ id }) => id)),
    topicKeys: new Set(topics.map(({ key }) => key)),
    couponKeys: new Set(mails.flatMap(({ key, hasCodePlace }) => (hasCodePlace ? [key] : []))),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    now: clock.now(),
  };
  return { mails, segments, topics: topics.map(({ key, name }) => ({ key, name })), offers, surroundings };
}
