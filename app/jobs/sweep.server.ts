import { nextExportAt } from '~/compliance/access-export/make-access-exports.server';
import { isDeletionOwed } from '~/compliance/answer-own-requests.server';
import { deleteLeftShops } from '~/compliance/retention/delete-left-shops.server';
import { leaveRefusingShops } from '~/compliance/retention/leave-refusing-shops.server';
import { nextRetentionAt } from '~/compliance/retention/enforce-retention.server';
import { loadRetention } from '~/compliance/retention/retention-settings.server';
import { purgeInbox } from '~/capture/inbox/purge.server';
import { nextImport } from '~/capture/imports/imports.server';
import { purgeImports } from '~/capture/imports/purge-imports.server';
import { nextReconcileAt } from '~/capture/shopify-sync/reconcile.server';
import { nextSyncAt, requestNewFacts } from '~/capture/shopify-sync/request-sync.server';
import { isFirstSyncDone } from '~/capture/shopify-sync/sync-runs.server';
import { nextTellingDueAt, noteKnownCustomers } from '~/customers/consent/tellings.server';
import { nextCheckAt } from '~/customers/data-quality/check-addresses.server';
import { nextDuplicateAt } from '~/customers/data-quality/find-duplicates.server';
import { nextShopifySegmentsAt } from '~/customers/segments/read-shopify-segments.server';
import { nextSegmentsAt } from '~/customers/segments/advance-segments.server';
import { nextTellSegmentsAt } from '~/customers/segments/outputs/tell-segments.server';
import { nextEnrichmentAt } from '~/customers/enrichment/enrich-profiles.server';
import { nextCampaignsAt } from '~/decisions/campaigns/advance-campaigns.server';
import { nextFlowsAt } from '~/decisions/flows/runner/advance-runs.server';
import { nextActionAt } from '~/decisions/flows/runner/tell-tags.server';
import { nextTellingAt } from '~/decisions/flows/runner/tell-catalogue.server';
import { sumMailCounts } from '~/decisions/send-policy/mail-counts.server';
import { nextOffersAt } from '~/decisions/offers/tend-offers.server';
import { nextLookAt, nextMessageDueAt } from '~/decisions/send-policy/message-ledger.server';
import { nextCreditAt } from '~/engagement/attribution/credit-anew.server';
import { nextMarketingAt } from '~/engagement/marketing/tell-marketing.server';
import { nextJudgementAt } from '~/engagement/signals/judge-signals.server';
import { nextMessageAt } from '~/integrations/webhooks-out/claim-messages.server';
import { nextPictureAt } from '~/delivery/open-time/pictures.server';
import { nextDomainCheckAt } from '~/delivery/domains/sender-domain.server';
import { nextLedgerCheckAt } from '~/ops/check-ledger.server';
import { openExports, purgeExports } from '~/ops/exports/export-rows.server';
import { purgeReplays } from '~/ops/replay/replay-rows.server';
import { nextHeldLetterAt } from '~/ops/mails/watch-held-mails.server';
import { nextOffersLetterAt } from '~/ops/offers/watch-offers.server';
import { nextReplayAt } from '~/ops/replay/run-replays.server';
import { earliest } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { JobName } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';
import { nextSuppressionsAt } from './read-suppressions.server';

/**
 * Makes every wake-up anew from the rows that wait, for every shop. Whatever was lost (a wake-up, the whole queue) costs at most the time until
 * the next sweep. Payloads that were read long enough ago are let go of on the way, and so are shops that left long enough ago.
 */
export async function sweep(services: Services): Promise<void> {
  await leaveRefusingShops(services);
  await deleteLeftShops(services);
  const shops = await services.db.prisma.shop.findMany({ select: { id: true, uninstalledAt: true } });
  for (const { id, uninstalledAt } of shops)
    await withShop(id, async () => {
      await sweepInbox(services, id);
      // Of a shop that left, too: a file is not kept longer because nobody is there.
      await purgeExports(services, services.db.prisma, id);
      await purgeReplays(services.db.prisma, id, services.clock.now());
      await sumMailCounts(services.db.prisma, id);
      if (!uninstalledAt) await sweepShop(services, id);
    });
}

async function sweepInbox({ db: { prisma }, systemClock }: Services, shopId: string): Promise<void> {
  const now = systemClock.now();
  const pending = await prisma.inboxItem.findFirst({
    where: { shopId, state: 'pending' },
    orderBy: { notBefore: { sort: 'asc', nulls: 'first' } },
    select: { notBefore: true },
  });
  if (pending) await wake(prisma, shopId, 'process-inbox', pending.notBefore ?? now);
  await purgeInbox(prisma, shopId, now, (await loadRetention(prisma, shopId)).payloadDays);
}

async function sweepShop({ db, systemClock, clock, vault, settleAfterMs }: Services, shopId: string): Promise<void> {
  const { prisma } = db;
  await requestNewFacts(prisma, shopId, systemClock.now());
  await purgeImports({ clock }, prisma, shopId);
  const syncing = !(await isFirstSyncDone(prisma, shopId));
  // What is done each day has no rows that wait for it: it is lost where nothing wakes it.
  const ifLost = async (kind: JobName) => {
    if (syncing) return null;
    const wakeup = await prisma.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind } } });
    return wakeup?.nextDueAt ? null : clock.now();
  };
  await noteKnownCustomers(prisma, shopId);
  const due: Partial<Record<JobName, Date | null>> = {
    'sync-shop': await nextSyncAt(prisma, shopId, systemClock.now()),
    'reconcile-shop': await nextReconcileAt(prisma, shopId, clock.now()),
    'train-recommender': await ifLost('train-recommender'),
    'find-clusters': await ifLost('find-clusters'),
    'look-for-other-mail': await ifLost('look-for-other-mail'),
    'count-mail-feedback': await ifLost('count-mail-feedback'),
    'answer-own-requests': (await isDeletionOwed(prisma, shopId)) ? clock.now() : null,
    'make-access-exports': await nextExportAt(prisma, clock, shopId),
    'make-exports': (await openExports(prisma, shopId)).length ? clock.now() : null,
    'run-replays': await nextReplayAt(prisma, clock, shopId),
    'enforce-retention': syncing ? null : await nextRetentionAt(prisma, clock, shopId),
    'verify-ledger': await nextLedgerCheckAt(prisma, clock, shopId),
    'advance-imports': (await nextImport(prisma, shopId)) ? systemClock.now() : null,
    'check-addresses': await nextCheckAt(prisma, shopId),
    'enrich-profiles': syncing ? null : await nextEnrichmentAt(prisma, clock, shopId),
    'advance-segments': await nextSegmentsAt({ db, clock }, shopId),
    'read-shopify-segments': await nextShopifySegmentsAt({ db, clock }, shopId),
    'send-webhooks-out': await nextMessageAt(prisma, shopId),
    'tell-segment-outputs': await nextTellSegmentsAt({ db, systemClock }, shopId),
    'fetch-pictures': await nextPictureAt(prisma, shopId),
    'tell-marketing': syncing ? null : await nextMarketingAt({ db, clock }, shopId),
    'find-duplicates': syncing ? null : await nextDuplicateAt(prisma, clock, shopId),
    'advance-runs': await nextFlowsAt(prisma, shopId, clock.now()),
    'do-flow-actions': await nextActionAt(prisma, shopId),
    'check-domain': await nextDomainCheckAt(prisma, shopId),
    'read-suppressions': await nextSuppressionsAt(prisma, { clock, vault }, shopId),
    'advance-campaigns': await nextCampaignsAt(prisma, clock, shopId),
    'tend-offers': earliest(await nextOffersAt(prisma, clock, shopId), await nextOffersLetterAt({ db, clock }, shopId)),
    'send-messages': await nextMessageDueAt(prisma, shopId),
    'watch-sending': await nextHeldLetterAt({ db, clock }, shopId),
    'credit-anew': await nextCreditAt(prisma, shopId),
    'tell-catalogue': await nextTellingAt(prisma, shopId, clock.now()),
    'judge-signals': await nextJudgementAt(prisma, shopId),
    'tell-consent': await nextTellingDueAt(prisma, shopId),
    'settle-messages': await nextLookAt(prisma, shopId, settleAfterMs),
  };
  for (const [kind, dueAt] of Object.entries(due)) if (dueAt) await wake(prisma, shopId, kind as JobName, dueAt);
}
