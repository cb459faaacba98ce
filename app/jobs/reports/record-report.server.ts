import { answerPrivacyRequest } from '~/compliance/privacy-requests.server';
import { deleteCheckout } from '~/capture/carts/delete-checkout.server';
import { appendEvents } from '~/capture/events/event-log.server';
import { noteVisits } from '~/capture/visits/note-visits.server';
import type { EmailReport, Report } from '~/capture/events/reports';
import { mailboxOfToken } from '~/decisions/send-policy/mail-token.server';
import { offerEvents } from '~/decisions/flows/runner/offer-event.server';
import { recordSignal } from '~/engagement/signals/record-signal.server';
import { recordEmailReport } from '~/engagement/tracking/record-email-report.server';
import type { Db } from '~/platform/db/db.server';
import { leaveShop } from '~/ops/leave-shop.server';
import { unreachable } from '~/platform/errors';
import { wake } from '~/platform/queue/wakeups.server';
import { recordCart, recordCheckout } from './record-cart.server';
import { recordCatalog } from './record-catalog.server';
import { recordRevocation, recordShopifyConsent } from './record-consent.server';
import { recordCustomer } from './record-customer.server';
import { recordCustomerMerge } from './record-customer-merge.server';
import { recordOrderChange } from './record-order-change.server';
import { recordOrder } from './record-order.server';
import { recordTold } from './record-told.server';
import { recordSaleOptOut } from './record-sale-opt-out.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

/** Records one report through the stages, left to right, in one transaction. */
export async function recordReport(context: ReportContext, tx: Db, report: Report): Promise<'done' | 'ignored'> {
  const { shopId, services } = context;
  switch (report.kind) {
    case 'product':
    case 'product-deleted':
    case 'variant-stock':
    case 'collection':
    case 'collection-deleted':
    case 'inventory-level':
    case 'inventory-item':
      await recordCatalog(context, tx, report);
      return 'done';
    case 'cart':
      await recordCart(context, tx, report.cart);
      return 'done';
    case 'checkout':
      await recordCheckout(context, tx, report.checkout);
      return 'done';
    case 'checkout-deleted':
      await deleteCheckout(tx, shopId, report.checkoutToken, report.deletedAt);
      return 'done';
    case 'order':
      await recordOrder(context, tx, report.order);
      return 'done';
    case 'refund':
    case 'order-edited':
    case 'order-deleted':
      return recordOrderChange(context, tx, report);
    case 'customer':
    case 'customer-record':
    case 'customer-deleted':
      await recordCustomer(context, tx, report);
      return 'done';
    case 'customer-merge':
      await recordCustomerMerge(context, tx, report.merge);
      return 'done';
    case 'consent':
      await recordShopifyConsent(context, tx, report.consent);
      return 'done';
    case 'storefront':
      await recordStorefront(context, tx, report);
      return 'done';
    case 'email':
      await recordEmail(context, tx, report.email);
      return 'done';
    case 'told':
      await recordTold(context, tx, report.told);
      return 'done';
    case 'asked-into-flow':
      await recordAsked(context, tx, report);
      return 'done';
    case 'sync-moved':
    case 'shop-changed':
      await wake(tx, shopId, 'sync-shop', services.systemClock.now());
      return 'done';
    case 'scopes-changed':
      await rememberScopes(context, tx, report.scopes);
      return 'done';
    case 'privacy':
      await answerPrivacyRequest(services, tx, shopId, report.request);
      return 'done';
    case 'uninstalled':
      return uninstall(context, tx, report.at);
    case 'not-needed':
      return 'ignored';
    default:
      return unreachable(report);
  }
}

async function recordStorefront(
  context: ReportContext,
  tx: Db,
  { visitorId, customerId, events, refusesSale, receivedAt, mailToken }: Extract<Report, { kind: 'storefront' }>,
): Promise<void> {
  const { shopId, services } = context;
  const times = events.map(({ occurredAt }) => occurredAt.getTime());
  const seenAt = times.length > 0 ? new Date(Math.max(...times)) : receivedAt;
  const person = { visitorId, customerId: customerId ?? undefined, seenAt };
  const mailboxOf = mailToken ? ((await mailboxOfToken(services, tx, shopId, mailToken)) ?? undefined) : undefined;
  const profileId = await identifyAndMerge(context, tx, { person, mailboxOf });
  const added = await appendEvents(
    services,
    tx,
    shopId,
    events.map((event) => ({ profileId, event })),
  );
  const fresh = events.filter((each) => added.has(each.dedupeKey));
  const visits = await noteVisits(services, tx, shopId, { profileId, visitorId, fresh });
  const offered = [...visits, ...fresh].map((event) => ({ shopId, profileId, event, cartToken: null }));
  await offerEvents(services, tx, shopId, offered);
  const said = { profileId, source: 'gpc', occurredAt: seenAt, saidBy: visitorId } as const;
  if (refusesSale) await recordSaleOptOut(context, tx, said);
}

async function recordEmail(context: ReportContext, tx: Db, report: EmailReport): Promise<void> {
  const { shopId, services } = context;
  if (report.kind === 'signal') return recordSignal(services, tx, shopId, report.signal);
  await recordEmailReport(services, tx, shopId, report);
  if (report.kind === 'revocation') await recordRevocation(context, tx, report);
}

/** Whether they come in is the flow's to say, and whether they are mailed the arbiter's. */
async function recordAsked(
  context: ReportContext,
  tx: Db,
  { person, flowKey }: Extract<Report, { kind: 'asked-into-flow' }>,
): Promise<void> {
  const { shopId, services, dedupeKey } = context;
  const profileId = await identifyAndMerge(context, tx, { person });
  const about = { occurredAt: person.seenAt, source: 'shopify', dedupeKey } as const;
  const event = { ...about, type: 'asked_into_flow', properties: { flowKey } } as const;
  const added = await appendEvents(services, tx, shopId, [{ profileId, event }]);
  if (added.size) await offerEvents(services, tx, shopId, [{ shopId, profileId, event, cartToken: null }]);
}

/** Told late, when somebody there has opened the app again meanwhile, it is of an installation that is over already. */
async function uninstall({ shopId, services }: ReportContext, tx: Db, at: Date): Promise<'done' | 'ignored'> {
  const { installedAt } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (installedAt && installedAt > at) return 'ignored';
  await leaveShop(services, tx, shopId, services.clock.now());
  return 'done';
}

/** What the merchant granted since: a sync that lacked a scope goes on with it. */
async function rememberScopes({ shopId, services }: ReportContext, tx: Db, scopes: string[]): Promise<void> {
  const { domain } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  await tx.session.updateMany({ where: { shop: domain, isOnline: false }, data: { scope: scopes.join(',') } });
  await wake(tx, shopId, 'sync-shop', services.systemClock.now());
}
