import type { Shop } from '@prisma/client';
import { z } from 'zod';
import {
  cancelCampaign,
  discardDraft,
  holdCampaign,
  makeCampaign,
  pauseCampaign,
  resumeCampaign,
  saveDraft,
  scheduleCampaign,
  sendAgain,
  takeBackCampaign,
  type ChangeOutcome,
} from '~/decisions/campaigns/change-campaign.server';
import { campaignSchema } from '~/decisions/campaigns/campaign';
import { againstResend, campaignProblems } from '~/decisions/campaigns/problems';
import type { ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { whatBlocks } from '../mails/what-blocks.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { readForm } from './campaign-form';
import { surroundingsOf } from './edit-page.server';
import { previewAudience } from './preview-audience.server';

export type CampaignOutcome =
  { kind: 'saved'; id: string; to: string } | { kind: 'refused'; problems: { field: string; message: string }[] };

type Deps = PageDeps & ActivityDeps;

/** Changes that say nothing but that they are wanted. */
const PLAIN = ['take-back', 'pause', 'resume', 'cancel', 'discard'] as const;
type Plain = { intent: (typeof PLAIN)[number]; id: string };

const name = campaignSchema.shape.name;
const id = z.uuid();
const asked = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('make'), name }),
  z.object({ intent: z.literal('save'), id, campaign: z.string(), to: z.string().max(40) }),
  z.object({ intent: z.literal('schedule'), id }),
  z.object({ intent: z.enum(PLAIN), id }),
  z.object({
    ...{ intent: z.literal('send-again'), id, subjectLine: z.string().trim().max(200) },
    afterDays: z.coerce.number().int('must be whole days').min(1, 'must be at least 1 day').max(30),
  }),
]);
type Asked = z.infer<typeof asked>;
type Save = Extract<Asked, { intent: 'save' }>;
type Again = Extract<Asked, { intent: 'send-again' }>;

const refused = (message: string, field = ''): CampaignOutcome => ({ kind: 'refused', problems: [{ field, message }] });
const saved = (to: string, of: string): CampaignOutcome => ({ kind: 'saved', id: of, to });

/** Makes a campaign, writes its draft down, or lets it go on its way. `actor`: Shopify's id of the user. */
export function changeCampaign(deps: Deps, shopDomain: string, actor: string, form: unknown): Promise<CampaignOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) {
    const problems = told.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return Promise.resolve({ kind: 'refused', problems });
  }
  return inShop(deps, shopDomain, (_db, shop) =>
    deps.db.transaction((tx) => change({ deps, shop, actor }, tx, told.data)),
  );
}

interface By {
  deps: Deps;
  shop: Shop;
  actor: string;
}

async function change(by: By, tx: Db, told: Asked): Promise<CampaignOutcome> {
  const { deps, shop, actor } = by;
  switch (told.intent) {
    case 'make': {
      const made = await makeCampaign(deps, tx, shop.id, told.name, { actor });
      return saved(`/app/campaigns/${made}/edit`, made);
    }
    case 'save':
      return save(by, tx, told);
    case 'schedule':
      return schedule(by, tx, told.id);
    case 'send-again':
      return again(by, tx, told);
    default:
      return outcomeOf(await plainChange(by, tx, told), told.id, told.intent === 'discard' ? '' : `/${told.id}`);
  }
}

async function again({ deps, shop, actor }: By, tx: Db, told: Again): Promise<CampaignOutcome> {
  const offerId = (await holdCampaign(tx, shop.id, told.id))?.campaign.offerId;
  const offer = offerId ? await tx.offer.findUnique({ where: { shopId_id: { shopId: shop.id, id: offerId } } }) : null;
  const late = offer && againstResend(offer, told.afterDays);
  if (late) return refused(late, 'afterDays');
  const resend = { afterDays: told.afterDays, subjectLine: told.subjectLine || null };
  return outcomeOf(await sendAgain(deps, tx, shop.id, told.id, { actor, resend }), told.id);
}

function plainChange({ deps, shop, actor }: By, tx: Db, told: Plain): Promise<ChangeOutcome> {
  const by = { actor };
  switch (told.intent) {
    case 'take-back':
      return takeBackCampaign(deps, tx, shop.id, told.id, by);
    case 'pause':
      return pauseCampaign(deps, tx, shop.id, told.id, { ...by, reason: { code: 'by-hand' } });
    case 'resume':
      return resumeCampaign(deps, tx, shop.id, told.id, by);
    case 'cancel':
      return cancelCampaign(deps, tx, shop.id, told.id, by);
    case 'discard':
      return discardDraft(deps, tx, shop.id, told.id, by);
  }
}

const OVERTAKEN = 'Somebody changed this campaign meanwhile. Load the page again to see how it stands.';

function outcomeOf(outcome: ChangeOutcome, of: string, to = `/${of}`): CampaignOutcome {
  if (outcome.kind === 'done') return saved(`/app/campaigns${to}`, of);
  return refused(outcome.kind === 'missing' ? 'There is no such campaign any more.' : OVERTAKEN);
}

async function save({ deps, shop }: By, tx: Db, told: Save): Promise<CampaignOutcome> {
  const read = readForm(told.campaign, shop.timezone);
  if (read.kind === 'wrong') return { kind: 'refused', problems: read.problems };
  const to = `/${told.id}/edit?step=${encodeURIComponent(told.to)}`;
  return outcomeOf(await saveDraft(deps, tx, shop.id, told.id, read.campaign), told.id, to);
}

async function schedule({ deps, shop, actor }: By, tx: Db, of: string): Promise<CampaignOutcome> {
  const stored = await holdCampaign(tx, shop.id, of);
  if (!stored) return refused('There is no such campaign any more.');
  const { surroundings } = await surroundingsOf(deps, tx, shop);
  const problems = campaignProblems(stored.campaign, surroundings);
  if (problems.length > 0) return { kind: 'refused', problems };
  const { templateKey } = stored.campaign;
  const [blocking] = (await whatBlocks(tx, shop.id, [templateKey])).get(templateKey) ?? [];
  if (blocking) return refused(`This mail cannot be sent as it is. ${blocking}`, 'templateKey');
  const { reach } = await previewAudience(deps, tx, shop, stored.campaign);
  if (reach === 0) return refused('Nobody can be written to. Choose other segments.', 'segmentIds');
  return outcomeOf(await scheduleCampaign(deps, tx, shop.id, of, { actor, expectedCount: reach }), of);
}
