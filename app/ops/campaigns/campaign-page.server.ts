import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { REASON_NAMES } from '~/decisions/explanations/reason-words';
import type { CampaignStep } from '~/decisions/campaigns/campaign';
import { subjectLineOf } from '~/decisions/campaigns/campaign-facts.server';
import { mayBe, type CampaignState } from '~/decisions/campaigns/states';
import { storedCampaign, type StoredCampaign } from '~/decisions/campaigns/stored-campaign';
import { campaignRemoteId } from '~/engagement/marketing/activity';
import type { Db } from '~/platform/db/db.server';
import { activityWords } from '../activity-words';
import { documentSchema } from '~/delivery/documents/document';
import { findDocument } from '~/delivery/sending/documents.server';
import { nameOf } from '../emails/email-name.server';
import { plainWords } from '../emails/plain-words';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { toldShopify, type ToldShopify } from '../marketing/told-shopify.server';
import { rampWords, resendWords, scheduleWords } from './campaign-words';
import { codeFigures, type CodeFigures } from './code-figures.server';
import { figuresOf, skippedOf, type CampaignFigures } from './figures.server';

export interface CampaignPage {
  id: string;
  name: string;
  shop: PageShop;
  state: CampaignState;
  step: CampaignStep;
  /** Paused, and on its way to going on. */
  isResuming: boolean;
  /** When the next of its mails begins to leave, or the first did. */
  startsAt: string | null;
  reach: number | null;
  /** How many of them have a turn by now: while it is prepared fewer than there are. */
  turns: number;
  isPrepared: boolean;
  figures: CampaignFigures | null;
  /** Null: it gives no codes. */
  codes: CodeFigures | null;
  skipped: { code: string; name: string; people: number }[];
  may: Record<'pause' | 'resume' | 'cancel' | 'takeBack' | 'sendAgain', boolean>;
  said: { what: string; subject: string; whom: string; when: string; how: string; again: string };
  toldShopify: ToldShopify;
  history: { id: string; words: string; at: string }[];
}

/** One campaign: how far it is, and what came of it. Null: there is none. */
export function campaignPage(deps: PageDeps, shopDomain: string, rawId: string): Promise<CampaignPage | null> {
  const asked = z.uuid().safeParse(rawId);
  return inShop(deps, shopDomain, async (db, shop) => {
    if (!asked.success) return null;
    const id = asked.data;
    const row = await db.campaign.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
    if (!row) return null;
    const stored = storedCampaign(row);
    const { offerId } = stored.campaign;
    const [figures, codes, skipped, names, history] = await Promise.all([
      figuresOf(db, shop, [id]),
      codeFigures(db, shop, { id, offerId }, deps.clock.now()),
      skippedOf(db, shop.id, id),
      segmentNames(db, shop.id, stored),
      historyOf(db, shop.id, id),
    ]);
    return {
      ...{ shop: pageShop(deps, shop), ...standOf(stored), figures: figures.get(id) ?? null, codes, history },
      skipped: skipped.map(({ code, people }) => ({ code, people, name: REASON_NAMES[code] ?? code })),
      said: saidOf(stored, shop, names, await mailOf(db, shop, stored.campaign.templateKey)),
      toldShopify: await toldShopify(db, shop.id, campaignRemoteId(id)),
    };
  });
}

function standOf(stored: StoredCampaign) {
  const { id, name, state, step, startsAt, resumedAt, reachCount, expectedCount, turns, preparedAt } = stored;
  const may = (change: Parameters<typeof mayBe>[2]) => mayBe(state, step, change);
  return {
    ...{ id, name, state, step, turns, isResuming: resumedAt !== null, isPrepared: preparedAt !== null },
    ...{ startsAt: startsAt?.toISOString() ?? null, reach: reachCount ?? expectedCount },
    may: {
      ...{ pause: may('pause'), resume: may('resume') && resumedAt === null, cancel: may('cancel') },
      ...{ takeBack: may('take-back'), sendAgain: state === 'sent' && may('send-again') },
    },
  };
}

type Names = ReadonlyMap<string, string>;

async function segmentNames(db: Db, shopId: string, { campaign: { audience } }: StoredCampaign): Promise<Names> {
  const ids = [...audience.segmentIds, ...audience.excludedSegmentIds];
  const rows = await db.segment.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What its mail is called, and the subject it has by itself. */
async function mailOf(db: Db, shop: Shop, key: string): Promise<{ name: string; subject: string }> {
  const document = documentSchema.safeParse(await findDocument(db, shop.id, key));
  const subject = document.success ? plainWords(document.data.subject, shop.name) : '';
  return { name: await nameOf(db, shop.id, key), subject };
}

function saidOf(
  { campaign, step }: StoredCampaign,
  shop: { timezone: string; locale: string },
  names: Names,
  mail: { name: string; subject: string },
): CampaignPage['said'] {
  const called = (ids: readonly string[]) => ids.map((id) => `“${names.get(id) ?? 'a segment that is gone'}”`);
  const { segmentIds, excludedSegmentIds } = campaign.audience;
  const without = excludedSegmentIds.length
    ? `, without ${new Intl.ListFormat('en').format(called(excludedSegmentIds))}`
    : '';
  return {
    what: mail.name,
    subject: subjectLineOf(campaign, step === 'resend') ?? mail.subject,
    whom: `${new Intl.ListFormat('en', { type: 'disjunction' }).format(called(segmentIds))}${without}`,
    ...{ when: scheduleWords(campaign.schedule, shop), how: rampWords(campaign.ramp), again: resendWords(campaign) },
  };
}

const LATEST = 20;

async function historyOf(db: Db, shopId: string, id: string): Promise<CampaignPage['history']> {
  const entries = await db.activityEntry.findMany({
    where: { shopId, subject: id, kind: { startsWith: 'campaign-' } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: LATEST,
  });
  return entries.map(({ id: entry, kind, subject, details, at }) => ({
    ...{ id: entry, at: at.toISOString() },
    words: activityWords({ kind, subject, details: details as Record<string, unknown> }),
  }));
}
