import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** A mail that is older was kept, forwarded or found: who follows its links is anybody. */
const TRUSTED_MINUTES = 30 * 1_440;

const purposeIn = (shopId: string): string => `mail-link ${shopId}`;

/** Says of a visit that a link of this message led to it. URL-safe; cannot be made by anybody else, nor for another shop. */
export const mailToken = (vault: Vault, shopId: string, messageId: string): string =>
  vault.sign(messageId, purposeIn(shopId));

/** The profile to whose mailbox the token's message went, or null: forged, of another shop, erased, never sent or too long ago. */
export async function mailboxOfToken(
  { vault, clock }: { vault: Vault; clock: Clock },
  db: Db,
  shopId: string,
  token: string,
): Promise<string | null> {
  const id = vault.verify(token, purposeIn(shopId));
  if (!id) return null;
  const since = addMs(clock.now(), -minutes(TRUSTED_MINUTES));
  const sent = await db.message.findFirst({
    where: { shopId, id, requestedAt: { not: null }, plannedAt: { gte: since } },
    select: { profileId: true },
  });
  return sent?.profileId ?? null;
}
