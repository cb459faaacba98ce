import { releaseExpiredClaims } from '~/decisions/send-policy/claim-messages.server';
import {
  markUnanswered,
  NEVER_KNOWN,
  parkMessage,
  nextLookAt,
  storeResults,
  type LedgerTimes,
} from '~/decisions/send-policy/message-ledger.server';
import { isConfirmation } from '~/decisions/send-policy/decide-now.server';
import type { Message } from '@prisma/client';
import type { SendResult } from '~/decisions/send-policy/message';
import { addMs } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database } from '~/platform/db/db.server';
import type { EmailTransport } from './email-transport';
import { accountOf, loadSender, type Sender } from './sender.server';

export interface SettleDeps extends LedgerTimes {
  db: Database;
  vault: Vault;
  transport: EmailTransport;
  settleAfterMs: number;
}

/**
 * Looks after what is in flight: claims of workers that died go back, requests nobody heard of become unknown, and unknown ones are settled by
 * evidence: found among what Postmark accepted, they were sent; not found once its search must know, they were not, and are planned again. What a mail server
 * that keeps no list may have taken is left as it is, and shown.
 * Returns when the next look is due by system time, or null.
 */
export async function settleMessages(deps: SettleDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  await deps.db.transaction((tx) => releaseExpiredClaims(tx, deps, shopId));
  await markUnanswered(prisma, deps, shopId);
  const ripe = await prisma.message.findMany({
    where: {
      ...{ shopId, state: 'unknown', NOT: { reason: { path: ['code'], equals: NEVER_KNOWN } } },
      requestedAt: { lte: addMs(deps.systemClock.now(), -deps.settleAfterMs) },
    },
    orderBy: { requestedAt: 'asc' },
    take: 200,
  });
  const sender = ripe.length ? await loadSender(deps.vault, prisma, shopId) : null;
  if (sender) for (const message of ripe) await settleByEvidence(deps, sender, message);
  return nextLookAt(prisma, shopId, deps.settleAfterMs);
}

async function settleByEvidence(deps: SettleDeps, sender: Sender, message: Message): Promise<void> {
  const account = accountOf(sender);
  const stream = isConfirmation(message) ? (sender.transactionalStream ?? 'outbound') : sender.broadcastStream;
  const evidence = await deps.transport.find(account, stream, message.id);
  if (evidence.kind === 'cannot-know') return parkMessage(deps.db.prisma, message);
  const result: SendResult =
    evidence.kind === 'accepted' ? evidence : { kind: 'try-later', detail: 'Postmark never took it', afterMs: 0 };
  await deps.db.transaction((tx) => storeResults(tx, deps, message.shopId, [{ message, result }], deps.settleAfterMs));
}
