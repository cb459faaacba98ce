import type { Shop } from '@prisma/client';
import { understoodFlow } from '~/decisions/flows/flows.server';
import { NO_SUBJECT } from '~/delivery/sending/draft-mails.server';
import { previewMail } from '~/delivery/sending/preview-mail.server';
import { testUnsubscribeUrl } from '~/delivery/sending/send-test-mail.server';
import { loadSender, type Sender } from '~/delivery/sending/sender.server';
import { countWords } from '~/decisions/explanations/spoken-shop';
import type { Db } from '~/platform/db/db.server';
import {
  judgeArrivals,
  judgeLedger,
  judgeMails,
  judgeRequests,
  judgeRetention,
  type Check,
  type MadeMail,
} from './compliance-check';
import type { PreviewDeps } from './preview.server';
import { requestsDue } from './privacy-requests.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import { nextRetentionAt } from '~/compliance/retention/enforce-retention.server';

export type ChecksDeps = PreviewDeps & { systemClock: SystemClock; appUrl: string };

export interface ComplianceChecks {
  shop: PageShop;
  checks: Check[];
}

/** Looks, now, whether the shop does what laws on mail and on personal data ask, as far as it can be seen from here. */
export function complianceChecks(deps: ChecksDeps, shopDomain: string): Promise<ComplianceChecks> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const sender = await loadSender(deps.vault, db, shop.id);
    const checks = [
      ...judgeMails(sender, await makeMails(deps, db, shop, sender)),
      ...(await requestChecks(deps, db, shop.id)),
      await retentionCheck(deps, db, shop.id),
      await ledgerCheck(deps, db, shop.id),
      ...(await arrivalChecks(deps, db, shop)),
    ];
    return { shop: pageShop(deps, shop), checks };
  });
}

/** Every mail of every flow as it would leave now, made by the one function that makes mails; no goods are asked of Shopify for it. */
async function makeMails(deps: ChecksDeps, db: Db, shop: Shop, sender: Sender | null): Promise<MadeMail[]> {
  if (!sender) return [];
  const nothing = { variants: () => Promise.resolve(new Map()) };
  const unsubscribeUrl = testUnsubscribeUrl(sender, deps.appUrl);
  const mails: MadeMail[] = [];
  for (const templateKey of await templatesOf(db, shop.id)) {
    const input = { shop, sender, templateKey, campaign: 'check', subject: NO_SUBJECT, unsubscribeUrl };
    mails.push({ templateKey, unsubscribeUrl, made: await previewMail({ ...deps, liveCatalog: nothing }, db, input) });
  }
  return mails;
}

async function templatesOf(db: Db, shopId: string): Promise<string[]> {
  const flows = await db.flow.findMany({ where: { shopId } });
  const definitions = await Promise.all(
    flows.map(({ key, liveVersion }) => understoodFlow(db, shopId, key, liveVersion)),
  );
  const nodes = definitions.flatMap((definition) => definition?.nodes ?? []);
  return [...new Set(nodes.flatMap((node) => (node.kind === 'send' ? node.template : [])))].sort();
}

const PRIVACY_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'];

async function requestChecks(deps: ChecksDeps, db: Db, shopId: string): Promise<Check[]> {
  const unread = await db.inboxItem.count({
    where: { shopId, source: 'shopify', topic: { in: PRIVACY_TOPICS }, state: 'parked' },
  });
  const due = await requestsDue(deps, db, shopId);
  return judgeRequests({ due, unread, unreadWords: countWords(unread, 'request') });
}

async function retentionCheck(deps: ChecksDeps, db: Db, shopId: string): Promise<Check> {
  const run = await db.retentionRun.findUnique({ where: { shopId } });
  const nextAt = await nextRetentionAt(db, deps.clock, shopId);
  return judgeRetention({ lastDoneAt: run?.lastDoneAt ?? null, nextAt, now: deps.clock.now() });
}

async function ledgerCheck(deps: ChecksDeps, db: Db, shopId: string): Promise<Check> {
  return judgeLedger(await db.ledgerCheck.findUnique({ where: { shopId } }), deps.clock.now());
}

const HOUR = minutes(60);
const DAY = 24 * HOUR;

async function arrivalChecks({ clock, systemClock }: ChecksDeps, db: Db, shop: Shop): Promise<Check[]> {
  const { id: shopId } = shop;
  const now = clock.now();
  const sent = { shopId, state: 'accepted', sentAt: { gte: addMs(now, -30 * DAY), lt: addMs(now, -HOUR) } };
  const [heard, late, mailed, reported] = await Promise.all([
    db.inboxItem.aggregate({ where: { shopId, source: 'shopify' }, _max: { receivedAt: true } }),
    db.syncWatermark.aggregate({ where: { shopId }, _max: { lastLateAt: true } }),
    db.message.count({ where: sent }),
    db.message.count({ where: { ...sent, OR: [{ deliveredAt: { not: null } }, { bouncedAt: { not: null } }] } }),
  ]);
  return judgeArrivals({
    ...{ heardAt: heard._max.receivedAt, lateAt: late._max.lastLateAt, accessLostAt: shop.accessLostAt },
    ...{ mailed, reported, now, machineNow: systemClock.now() },
  });
}
