import { consentToBeTold, NO_CONSENT, type Consent } from '~/customers/consent/consent';
import { consentsOf } from '~/customers/consent/ledger.server';
import type { Db } from '~/platform/db/db.server';
import { subjectOfMessage } from './message-subject';

/** A message, as far as it matters for whether its reader agreed to it. */
interface Allowable {
  addressId: string | null;
  subject: unknown;
}

/**
 * What the readers of some messages agreed to, in the messages' order: to marketing mail, or, of one that was asked for, to be told of just that. Some
 * statements for all of them.
 */
export async function consentsFor(db: Db, shopId: string, messages: readonly Allowable[]): Promise<Consent[]> {
  const idsOf = (some: readonly Allowable[]) => some.flatMap(({ addressId }) => addressId ?? []);
  const marketing = await consentsOf(db, shopId, idsOf(messages), 'marketing');
  const asked = await consentsOf(db, shopId, idsOf(messages.filter(isAsked)), 'back-in-stock');
  return messages.map((message) => {
    const address = message.addressId ?? '';
    const toAll = marketing.get(address) ?? NO_CONSENT;
    return isAsked(message) ? consentToBeTold(asked.get(address) ?? NO_CONSENT, toAll) : toAll;
  });
}

const isAsked = (message: Allowable): boolean => subjectOfMessage(message).about?.isAsked === true;
