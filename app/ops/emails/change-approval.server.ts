import type { EmailTemplate, Prisma, Shop } from '@prisma/client';
import { z } from 'zod';
import { tryHeldAgain } from '~/delivery/sending/held-mails.server';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { ownerLetter } from '../owner-letter';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { canTellOwner, tellOwner, type TellOwnerDeps } from '../tell-owner.server';
import { isOwn } from './approval.server';
import { nameOf } from './email-name.server';
import { reviewLetter } from './review-letter';

export type ApprovalDeps = PageDeps & ActivityDeps & TellOwnerDeps & { settingsUrl(shopDomain: string): string };

const asked = z.object({
  intent: z.enum(['ask', 'approve', 'send-back']),
  /** What was looked at: an approval is of that and of nothing later. */
  version: z.coerce.number().int().positive(),
  /** How it stood: what was sent back meanwhile is approved by nobody who has not seen that. */
  state: z.enum(['draft', 'in-review']),
});
type Asked = z.infer<typeof asked>;

interface By {
  deps: ApprovalDeps;
  db: Db;
  shop: Shop;
  key: string;
  actor: string;
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: '', message }] });
const OVERTAKEN =
  'Somebody saved this mail or decided on it meanwhile. Load the page again, and look at how it is now.';
const OWN =
  'You saved this version: somebody else approves it. If you work alone, switch approval off among the emails.';

/** Asks for a version to be looked at, approves it, or sends it back to whoever writes it. `actor`: Shopify's id of the user. */
export function changeApproval(
  deps: ApprovalDeps,
  shopDomain: string,
  { key, actor }: { key: string; actor: string },
  form: unknown,
): Promise<SaveOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) return Promise.resolve(refused('It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (db, shop) => change({ deps, db, shop, key, actor }, told.data));
}

async function change(by: By, { intent, version, state }: Asked): Promise<SaveOutcome> {
  const { db, shop, key, deps, actor } = by;
  const newest = await db.emailTemplate.findFirst({ where: { shopId: shop.id, key }, orderBy: { version: 'desc' } });
  if (newest?.version !== version) return refused(OVERTAKEN);
  const now = deps.clock.now();
  switch (intent) {
    case 'ask': {
      const outcome = await move(by, newest, 'draft', { state: 'in-review', askedBy: actor, askedAt: now });
      if (outcome.kind === 'saved') await tellOfReview(by, version);
      return outcome;
    }
    case 'approve':
      if (isOwn(newest, actor)) return refused(OWN);
      return move(by, newest, state, { state: 'approved', decidedBy: actor, decidedAt: now });
    case 'send-back':
      return move(by, newest, 'in-review', { state: 'draft', decidedBy: actor, decidedAt: now });
  }
}

const ACTIVITY: Record<string, ActivityKind> = {
  'in-review': 'email-review-asked',
  approved: 'email-approved',
  draft: 'email-sent-back',
};

/** Of two at once one is first, and the other is told so. */
async function move(
  { deps, shop, key, actor }: By,
  { version }: EmailTemplate,
  from: Asked['state'],
  data: Prisma.EmailTemplateUpdateManyMutationInput & { state: string },
): Promise<SaveOutcome> {
  return deps.db.transaction(async (tx) => {
    const { count } = await tx.emailTemplate.updateMany({
      where: { shopId: shop.id, key, version, state: from },
      data,
    });
    if (count === 0) return refused(OVERTAKEN);
    if (data.state === 'approved') await tryHeldAgain(deps, tx, shop.id, key);
    const details = { name: await nameOf(tx, shop.id, key), version };
    const kind = ACTIVITY[data.state] as ActivityKind;
    await recordActivity(deps, tx, shop.id, { kind, subject: key, actor, details });
    return { kind: 'saved' };
  });
}

/** Asked for is asked for, also where the letter does not leave: it stands among the emails. */
async function tellOfReview({ deps, db, shop, key }: By, version: number): Promise<void> {
  if (!canTellOwner(deps, shop)) return;
  const pages = deps.settingsUrl(shop.domain).replace(/\/settings$/, '');
  const letter = reviewLetter({
    shopName: shop.name || shop.domain,
    emailName: await nameOf(db, shop.id, key),
    version,
    url: `${pages}/emails/${key}`,
  });
  await tellOwner(deps, shop, ownerLetter(letter));
}
