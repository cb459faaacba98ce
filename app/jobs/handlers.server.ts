import { makeAccessExports } from '~/compliance/access-export/make-access-exports.server';
import { answerOwnRequests } from '~/compliance/answer-own-requests.server';
import { creditableSince } from '~/compliance/retention/creditable-since.server';
import { enforceRetention } from '~/compliance/retention/enforce-retention.server';
import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { enrichProfiles } from '~/customers/enrichment/enrich-profiles.server';
import { findDuplicates } from '~/customers/data-quality/find-duplicates.server';
import { advanceCampaigns } from '~/decisions/campaigns/advance-campaigns.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { tellTags } from '~/decisions/flows/runner/tell-tags.server';
import { noteFlowSteps } from '~/integrations/webhooks-out/note-flow-steps.server';
import { tellCatalogue } from '~/decisions/flows/runner/tell-catalogue.server';
import { tendOffers } from '~/decisions/offers/tend-offers.server';
import { fetchPictures } from '~/delivery/open-time/pictures.server';
import { sendDueMessages } from '~/delivery/sending/send-due.server';
import { settleMessages } from '~/delivery/sending/settle-messages.server';
import { countMailFeedback } from '~/engagement/feedback/count-mail-feedback.server';
import { creditAnew } from '~/engagement/attribution/credit-anew.server';
import { tellMarketing } from '~/engagement/marketing/tell-marketing.server';
import { judgeSignals } from '~/engagement/signals/judge-signals.server';
import { trainRecommender } from '~/learning/recommendations/train.server';
import { checkLedger } from '~/ops/check-ledger.server';
import { makeExports } from '~/ops/exports/make-exports.server';
import { runReplays } from '~/ops/replay/run-replays.server';
import { watchDomain } from '~/ops/domain/watch-domain.server';
import { watchOffers } from '~/ops/offers/watch-offers.server';
import { tellThemeAgain } from '~/ops/storefront/tell-theme.server';
import { watchHeldMails } from '~/ops/mails/watch-held-mails.server';
import { watchSending } from '~/ops/watch-sending.server';
import { watchStopLoss } from '~/ops/watch-sending-stop.server';
import { addMs, earliest, minutes } from '~/platform/clock/clock';
import type { JobHandlers } from '~/platform/queue/run-job.server';
import type { Services } from '~/services.server';
import { advanceImportsJob } from './advance-imports.server';
import { advanceSegmentsJob } from './advance-segments.server';
import { findClustersJob } from './find-clusters.server';
import { lookForOtherMailJob } from './look-for-other-mail.server';
import { processInboxJob } from './process-inbox.server';
import { readShopifySegmentsJob } from './read-shopify-segments.server';
import { readSuppressions } from './read-suppressions.server';
import { reconcileShopJob } from './reconcile-shop.server';
import { sendWebhooksOutJob } from './send-webhooks-out.server';
import { syncShopJob } from './sync-shop.server';
import { tellConsentJob } from './tell-consent.server';
import { tellSegmentOutputsJob } from './tell-segment-outputs.server';

const TRAIN_EVERY_MINUTES = 1_440;

/** Every job of the catalogue, bound to the use case it calls. */
export function createHandlers(services: Services): JobHandlers {
  return {
    'process-inbox': (payload) => processInboxJob(services, payload),
    'sync-shop': (payload) => syncShopJob(services, payload),
    'reconcile-shop': (payload) => reconcileShopJob(services, payload),
    'advance-runs': async ({ shopId }) => ({ nextDueAt: await advanceRuns(services, shopId) }),
    'tell-catalogue': async ({ shopId }) => ({ nextDueAt: await tellCatalogue(services, shopId) }),
    'do-flow-actions': async ({ shopId }) => {
      const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
      await noteFlowSteps(services, shopId);
      return { nextDueAt: await tellTags(services, shop) };
    },
    'advance-campaigns': async ({ shopId }) => ({ nextDueAt: await advanceCampaigns(services, shopId) }),
    'tend-offers': async ({ shopId }) => {
      const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
      return { nextDueAt: earliest(await tendOffers(services, shop), await watchOffers(services, shopId)) };
    },
    'send-messages': async ({ shopId }) => ({ nextDueAt: await sendDueMessages(services, shopId) }),
    'settle-messages': async ({ shopId }) => ({ nextDueAt: await settleMessages(services, shopId) }),
    'credit-anew': async ({ shopId }) => ({ nextDueAt: await creditAnew({ ...services, creditableSince }, shopId) }),
    'judge-signals': async ({ shopId }) => ({ nextDueAt: await judgeSignals(services, shopId) }),
    'tell-consent': (payload) => tellConsentJob(services, payload),
    'check-domain': async ({ shopId }) => ({ nextDueAt: await watchDomain(services, shopId) }),
    'read-suppressions': async ({ shopId }) => ({ nextDueAt: await readSuppressions(services, shopId) }),
    'watch-sending': async ({ shopId }) => ({
      nextDueAt: [
        await watchStopLoss(services, shopId),
        await watchSending(services, shopId),
        await watchHeldMails(services, shopId),
      ].reduce(earliest),
    }),
    'answer-own-requests': async ({ shopId }) => {
      await answerOwnRequests(services, shopId);
      return { nextDueAt: null };
    },
    'make-access-exports': async ({ shopId }) => ({ nextDueAt: await makeAccessExports(services, shopId) }),
    'make-exports': async ({ shopId }) => ({ nextDueAt: await makeExports(services, shopId) }),
    'run-replays': async ({ shopId }) => ({ nextDueAt: await runReplays(services, shopId) }),
    'advance-imports': (payload) => advanceImportsJob(services, payload),
    'enforce-retention': async ({ shopId }) => ({ nextDueAt: await enforceRetention(services, shopId) }),
    'verify-ledger': async ({ shopId }) => ({ nextDueAt: await checkLedger(services, shopId) }),
    'look-for-other-mail': (payload) => lookForOtherMailJob(services, payload),
    'check-addresses': async ({ shopId }) => ({ nextDueAt: await checkAddresses(services, shopId) }),
    'enrich-profiles': async ({ shopId }) => ({ nextDueAt: await enrichProfiles(services, shopId) }),
    'advance-segments': (payload) => advanceSegmentsJob(services, payload),
    'read-shopify-segments': (payload) => readShopifySegmentsJob(services, payload),
    'send-webhooks-out': (payload) => sendWebhooksOutJob(services, payload),
    'tell-segment-outputs': (payload) => tellSegmentOutputsJob(services, payload),
    'fetch-pictures': async ({ shopId }) => ({ nextDueAt: await fetchPictures(services, services.db.prisma, shopId) }),
    'tell-theme': async ({ shopId }) => {
      const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
      return { nextDueAt: await tellThemeAgain(services, shop) };
    },
    'tell-marketing': async ({ shopId }) => ({ nextDueAt: await tellMarketing(services, shopId) }),
    'find-duplicates': async ({ shopId }) => ({ nextDueAt: await findDuplicates(services, shopId) }),
    'count-mail-feedback': async ({ shopId }) => ({ nextDueAt: await countMailFeedback(services, shopId) }),
    'train-recommender': async ({ shopId }) => {
      const outcome = await trainRecommender(services, shopId);
      services.logger.info({ shopId, ...outcome }, 'recommender');
      return { nextDueAt: addMs(services.clock.now(), minutes(TRAIN_EVERY_MINUTES)) };
    },
    'find-clusters': (payload) => findClustersJob(services, payload),
  };
}
