import type { EmailTransport } from '~/delivery/sending/email-transport';
import type { Ids } from '~/platform/ids.server';
import type { Logger } from '~/platform/logger.server';

/** Where mail of the app itself leaves from: what its operator has said, or null. */
export interface OperatorMail {
  token: string;
  from: string;
}

export interface TellOwnerDeps {
  ids: Ids;
  logger: Logger;
  transport: EmailTransport;
  operatorMail: OperatorMail | null;
}

export interface OwnerMail {
  subject: string;
  text: string;
  html: string;
}

/** Whether there is anybody to tell, and a way to. */
export const canTellOwner = ({ operatorMail }: TellOwnerDeps, shop: { email: string }): boolean =>
  operatorMail !== null && shop.email !== '';

/**
 * Writes to a shop's owner through the operator's own account, since the shop's may be what fails. False: it surely did not leave, and may be tried again.
 * Whoever calls has noted it before, so that nobody is told twice.
 */
export async function tellOwner(
  { ids, logger, transport, operatorMail }: TellOwnerDeps,
  shop: { id: string; email: string },
  mail: OwnerMail,
): Promise<boolean> {
  if (!operatorMail) return false;
  const { token, from } = operatorMail;
  const [result] = await transport.sendBatch({ kind: 'postmark', token }, [
    {
      ...{ messageId: ids.next(), to: shop.email, from, replyTo: null },
      ...{ ...mail, stream: 'outbound', headers: [], tag: 'owner-notice' },
    },
  ]);
  if (result?.kind !== 'try-later') return true;
  logger.error({ shopId: shop.id, detail: result.detail }, 'the owner could not be told');
  return false;
}
