import { tellNo } from '~/jobs/reports/record-consent.server';
import { waitForSenders } from '~/customers/consent/consent-lock.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { evidenceOf, type Origin } from '~/customers/consent/evidence';
import { preferencesUrl } from '~/delivery/sending/own-links';
import { readUnsubscribeToken } from '~/delivery/sending/unsubscribe-link';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

export type UnsubscribeOutcome = { kind: 'unsubscribed' } | { kind: 'not-our-link' };

/** Withdraws consent for whom the link names. When this returns no mail to that address begins to leave; a second time changes nothing. */
export async function unsubscribeByLink(
  services: Services,
  token: string,
  origin: Origin,
): Promise<UnsubscribeOutcome> {
  const target = readUnsubscribeToken(services.vault, token);
  if (!target) return { kind: 'not-our-link' };
  const { shopId, addressId, messageId } = target;
  const occurredAt = services.clock.now();
  const dedupeKey = `unsubscribe-link:${messageId}:${occurredAt.toISOString()}`;
  await withShop(shopId, async () => {
    // Outside of a transaction: whoever waits for a sender in one keeps a connection from everybody else.
    await waitForSenders(services.db.pool, shopId, addressId);
    await services.db.transaction(async (tx) => {
      const { network, device } = evidenceOf(origin);
      const evidence = { message: messageId, how: 'link', network: network ?? null, device: device ?? null };
      const statement = { addressId, source: 'unsubscribe-link', occurredAt, evidence, dedupeKey } as const;
      const change = await revokeConsent(services, tx, shopId, statement);
      if (change) await tellNo({ services, shopId, dedupeKey }, tx, change, { messageId, occurredAt });
    });
  });
  return { kind: 'unsubscribed' };
}

/** The preference centre of whom a link is about, for the page that asks first; null where the link is not one of ours. Changes nothing. */
export function preferencesBehind({ vault, appUrl }: Pick<Services, 'vault' | 'appUrl'>, token: string): string | null {
  const target = readUnsubscribeToken(vault, token);
  return target && preferencesUrl(appUrl, vault, target);
}
