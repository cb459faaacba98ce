import { heldAmong } from '~/customers/consent/consent-holds.server';
import { mayMail } from '~/customers/consent/consent';
import { consentsFor } from '~/decisions/send-policy/consent-for.server';
import { isConfirmation } from '~/decisions/send-policy/decide-now.server';
import type { Db } from '~/platform/db/db.server';
import type { ReadyMessage } from './prepared';

export interface LastLook {
  going: ReadyMessage[];
  /** Those whose consent was taken back since it was decided that they go. */
  revoked: ReadyMessage[];
}

/**
 * Looks once more at consent alone, a moment before the first byte. The addresses' locks make a revocation wait, but not for ever: where the last check
 * took longer than that (a database that is overloaded), somebody may have been told by now that no more mail comes.
 */
export async function lookOnceMore(db: Db, shopId: string, checked: readonly ReadyMessage[]): Promise<LastLook> {
  const addressIds = checked.map(({ addressId }) => addressId);
  const [held, consents] = await Promise.all([
    heldAmong(db, shopId, addressIds),
    consentsFor(
      db,
      shopId,
      checked.map(({ message, addressId }) => ({ subject: message.subject, addressId })),
    ),
  ]);
  const mayGo = new Set(checked.filter((_each, nth) => consents[nth] && mayMail(consents[nth]).allowed));
  const isRevoked = (each: ReadyMessage) =>
    !isConfirmation(each.message) && (held.has(each.addressId) || !mayGo.has(each));
  return { going: checked.filter((each) => !isRevoked(each)), revoked: checked.filter(isRevoked) };
}
