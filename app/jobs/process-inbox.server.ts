import { storefrontBatch, toCustomerEvents } from '~/capture/events/storefront-event';
import type { Report } from '~/capture/events/reports';
import { shopNamedIn } from '~/capture/inbox/named-shop';
import { ParkEntry, processInbox, type InboxEntry } from '~/capture/inbox/process-inbox.server';
import { liftHold } from '~/customers/consent/consent-holds.server';
import { askAnew } from '~/decisions/send-policy/ask-anew.server';
import { readFollowed } from '~/ingest/mail-links/followed-link';
import { dedupeKeyOf } from '~/ingest/take-delivery.server';
import { parseSuppression, SUPPRESSION_TOPIC } from '~/integrations/postmark/postmark-suppressions';
import { parsePostmarkWebhook } from '~/integrations/postmark/postmark-webhooks';
import { readFlowRun } from '~/integrations/shopify-flow/actions';
import { readEntry } from '~/integrations/segment-spec/told-entry';
import { parseWebhook } from '~/integrations/shopify/webhooks/parse-webhook';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';
import { recordReport } from './reports/record-report.server';
import type { ReportContext } from './reports/report-context.server';

type InboxServices = ReportContext['services'] & Pick<Services, 'db'>;

/** Everything that waits in a shop's inbox, one entry a transaction. */
export async function processInboxJob(services: InboxServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const nextDueAt = await processInbox(services, shopId, async (tx, entry) => {
    refuseForeign(entry, shop.domain);
    const dedupeKey = dedupeKeyOf(entry);
    const state = await recordReport({ services, shopId, dedupeKey }, tx, parseEntry(entry, shop.currency, dedupeKey));
    if (mayHold(entry)) await askAnew(tx, services, shopId, await liftHold(tx, shopId, dedupeKey));
    return state;
  });
  return { nextDueAt };
}

/** A signature covers the body, not the header that names the shop: where the two differ nothing is believed. */
function refuseForeign({ source, body }: InboxEntry, domain: string): void {
  const named = source === 'shopify' ? shopNamedIn(body) : null;
  if (named !== null && named !== domain)
    throw new ParkEntry(`the body names ${named} but came for ${domain}; nothing was done`);
}

/** Entries that may have held an address until they were read. */
const mayHold = ({ source, topic }: InboxEntry): boolean =>
  source === 'postmark' || topic === 'customers_email_marketing_consent/update' || topic === 'customers/redact';

function parseEntry(entry: InboxEntry, currency: string, dedupeKey: string): Report {
  const triggeredAt = entry.triggeredAt ?? entry.receivedAt;
  switch (entry.source) {
    case 'shopify':
      return parseWebhook(entry.topic, entry.body, { currency, triggeredAt });
    case 'postmark':
      return entry.topic === SUPPRESSION_TOPIC
        ? parseSuppression(entry.body)
        : parsePostmarkWebhook(entry.body, dedupeKey);
    case 'storefront':
      return storefrontReport(entry.body, triggeredAt);
    case 'mail-link':
      return { kind: 'email', email: { kind: 'signal', signal: readFollowed(entry.body, dedupeKey) } };
    case 'shopify-flow':
      return readFlowRun(entry.body, triggeredAt);
    case 'api':
      return { kind: 'told', told: readEntry(entry.body) };
    default:
      throw new Error(`nobody knows how to read an entry from "${entry.source}"`);
  }
}

function storefrontReport(body: string, receivedAt: Date): Report {
  const {
    batch,
    customerId,
    refusesSale = false,
  } = JSON.parse(body) as {
    batch: unknown;
    customerId: string | null;
    refusesSale?: boolean;
  };
  const parsed = storefrontBatch.parse(batch);
  const events = toCustomerEvents(parsed, receivedAt);
  const { visitorId, mail: mailToken } = parsed;
  return { kind: 'storefront', visitorId, customerId, events, receivedAt, mailToken, refusesSale };
}
