import { parseJson } from '~/platform/storable';
import { z } from 'zod';

const consent = z.object({ email_address: z.string(), email_marketing_consent: z.object({ state: z.string() }) });
const redact = z.object({ customer: z.object({ email: z.string() }) });

/**
 * The address a webhook takes consent from, or null. Looked at before the acknowledgement, so it is quick and never throws: what it cannot read,
 * reading the inbox will name.
 */
export function addressRevokedByShopify(topic: string, body: string): string | null {
  switch (topic) {
    case 'customers_email_marketing_consent/update': {
      const told = consent.safeParse(json(body));
      const isRevoked = told.success && told.data.email_marketing_consent.state.toLowerCase() !== 'subscribed';
      return isRevoked ? told.data.email_address : null;
    }
    case 'customers/redact':
      return redact.safeParse(json(body)).data?.customer.email ?? null;
    default:
      return null;
  }
}

function json(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return null;
  }
}
