import type { Approvals } from '../options';
import type { Payload } from './payloads/rest';

/** Topics whose payloads are data of one customer: not sent at all to an app without any approval. */
export function isProtectedTopic(topic: string): boolean {
  return /^(customers?[/._]|customers_email|orders\/|checkouts\/|refunds\/)/.test(topic);
}

const personalKeys = new Set([
  'email',
  'contact_email',
  'email_address',
  'phone',
  'sms_marketing_phone',
  'first_name',
  'last_name',
  'address1',
  'address2',
  'zip',
  'latitude',
  'longitude',
  'abandoned_checkout_url',
]);

/** The payload as an app with this approval gets it: at level 1 name, address, phone and email are null. */
export function redact(payload: Payload, level: Approvals['protectedData']): Payload {
  return level === 'level2' ? payload : (redactValue(payload) as Payload);
}

function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  // `name` is a person's only in an address; an order's or a line's name is not.
  const isAddress = 'address1' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isPersonal = personalKeys.has(key) || (isAddress && key === 'name');
      return [key, isPersonal ? null : redactValue(inner)];
    }),
  );
}
