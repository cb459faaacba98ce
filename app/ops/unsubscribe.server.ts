import { tellChange } from '~/jobs/reports/record-consent.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { readUnsubscribeToken } from '~/delivery/sending/unsubscribe-link';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

export type UnsubscribeOutcome = { kind: 'unsubscribed' } | { kind: 'not-our-link' };

/** Withdraws consent for whom the link names. When this returns no mail to that address begins to leave; a second time changes nothing. */
export async function unsubscribeByLink(services: Services, token: string): Promise<UnsubscribeOutcome> {
  const target = readUnsubscribeToken(services.vault, token);
  if (!target) return { kind: 'not-our-link' };
  const { shopId, addressId, messageId } = target;
  const occurredAt = services.clock.now();
  const dedupeKey = `unsubscribe-link:${messageId}:${occurredAt.toISOString()}`;
  await withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const evidence = { message: messageId, how: 'link' };
      const statement = { addressId, source: 'unsubscribe-link', occurredAt, evidence, dedupeKey } as const;
      const change = await revokeConsent(services, tx, shopId, statement);
      if (change) await tellChange({ services, shopId, dedupeKey }, tx, change, occurredAt);
    }),
  );
  return { kind: 'unsubscribed' };
}

/** Whether a link is one of ours: for the page that asks first. Changes nothing. */
export const isUnsubscribeLink = (services: Services, token: string): boolean =>
  readUnsubscribeToken(services.vault, token) !== null;
