import { createHmac } from 'node:crypto';
import { unsubscribeUrl } from '~/delivery/sending/unsubscribe-link';
import { postmarkWebhookTarget } from '~/ingest/postmark-webhooks.server';
import { emailOf, idOf } from './fill-people';
import type { SendingShop } from './open-shop';

/** A revocation as somebody else's program posts it. */
export interface Revocation {
  url: string;
  headers: Record<string, string>;
  body: string;
}

type Way = (shop: SendingShop, number: number) => Revocation;

/** Mail programs do it with one click (RFC 8058). */
const oneClick: Way = ({ appUrl, vault, shopId }, number) => ({
  url: unsubscribeUrl(appUrl, vault, {
    ...{ shopId, purpose: 'marketing', addressId: idOf('address', number), messageId: idOf('message', number) },
  }),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'Mail/16.0' },
  body: 'List-Unsubscribe=One-Click',
});

/** Somebody followed Postmark's own link. */
const postmarkTells: Way = ({ appUrl, vault, shopId, now }, number) => {
  const { url, username, password } = postmarkWebhookTarget(vault, appUrl, shopId);
  const told = {
    ...{
      RecordType: 'SubscriptionChange',
      MessageID: null,
      ServerID: 1,
      MessageStream: 'broadcast',
      Metadata: {},
      Tag: null,
    },
    ...{ ChangedAt: now().toISOString(), Recipient: emailOf(number), Origin: 'Recipient' },
    ...{ SuppressSending: true, SuppressionReason: 'ManualSuppression' },
  };
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return { url, headers: { 'Content-Type': 'application/json', authorization }, body: JSON.stringify(told) };
};

const customerNumber = (number: number): number => 9_000_000_000 + number;
export const customerOf = (number: number): string => `gid://shopify/Customer/${customerNumber(number)}`;

const TOPIC = 'customers_email_marketing_consent/update';

/** The merchant, or the person in their account, took it back at Shopify. */
const shopifyTells: Way = ({ appUrl, apiSecret, domain, now }, number) => {
  const at = now().toISOString();
  const body = JSON.stringify({
    ...{ customer_id: customerNumber(number), email_address: emailOf(number) },
    email_marketing_consent: { state: 'unsubscribed', opt_in_level: 'single_opt_in', consent_updated_at: at },
  });
  const headers = {
    ...{ 'Content-Type': 'application/json', 'User-Agent': 'Shopify-Captain-Hook', 'X-Shopify-Topic': TOPIC },
    'X-Shopify-Hmac-Sha256': createHmac('sha256', apiSecret).update(body).digest('base64'),
    ...{ 'X-Shopify-Shop-Domain': domain, 'X-Shopify-API-Version': '2026-10', 'X-Shopify-Triggered-At': at },
    ...{ 'X-Shopify-Webhook-Id': `webhook-${number}`, 'X-Shopify-Event-Id': `event-${number}` },
  };
  return { url: `${appUrl}/ingest/shopify`, headers, body };
};

export const WAYS = { oneClick, postmarkTells, shopifyTells };
