import type { Message } from '@prisma/client';
import type { ToldMessage } from '~/decisions/explanations/message-words';
import type { StoredReason } from '~/decisions/explanations/reason-words';
import type { MessageState } from '~/decisions/send-policy/message';

/** A ledger's row as explanations take it. */
export const toldMessage = (message: Message): ToldMessage => ({
  ...message,
  state: message.state as MessageState,
  reason: message.reason as StoredReason | null,
});
