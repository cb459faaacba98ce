import { z } from 'zod';
import type { Report } from '~/capture/events/reports';
import { consentStateOf } from '../consent-state';
import { customerRecordOf } from './customer-record-payloads';
import { gid, instant } from './payload-parts';

const customer = z.object({
  id: gid('Customer'),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  phone: z.string().nullish(),
  updated_at: instant,
  default_address: z
    .object({ country_code: z.string().nullish(), province_code: z.string().nullish(), city: z.string().nullish() })
    .nullish(),
});

export function customerReport(payload: unknown): Report {
  const known = customer.parse(payload);
  return {
    kind: 'customer',
    person: {
      customerId: known.id,
      email: known.email || undefined,
      phone: known.phone || undefined,
      firstName: known.first_name ?? undefined,
      lastName: known.last_name ?? undefined,
      countryCode: known.default_address?.country_code ?? undefined,
      regionCode: known.default_address?.province_code ?? undefined,
      city: known.default_address?.city ?? undefined,
      seenAt: known.updated_at,
    },
    record: customerRecordOf(payload),
  };
}

const consent = z.object({
  customer_id: gid('Customer'),
  email_address: z.string(),
  email_marketing_consent: z.object({
    state: z.string(),
    opt_in_level: z.string().nullish(),
    consent_updated_at: instant.nullish(),
  }),
});

/** `triggeredAt` stands in where Shopify does not say since when. */
export function consentReport(payload: unknown, triggeredAt: Date): Report {
  const { customer_id, email_address, email_marketing_consent: told } = consent.parse(payload);
  return {
    kind: 'consent',
    consent: {
      customerId: customer_id,
      email: email_address,
      state: consentStateOf(told.state),
      optInLevel: told.opt_in_level ?? null,
      occurredAt: told.consent_updated_at ?? triggeredAt,
    },
  };
}
