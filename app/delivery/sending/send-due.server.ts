import { lockAddressesForSending } from '~/customers/consent/consent-lock.server';
import { claimMessages } from '~/decisions/send-policy/claim-messages.server';
import {
  nextMessageDueAt,
  storeBroken,
  storeDecisions,
  storeResults,
  type LedgerTimes,
  type Outcome,
} from '~/decisions/send-policy/message-ledger.server';
import { allEnded } from '~/platform/all-ended';
import type { CrashPoints } from '~/platform/crash-points.server';
import type { Database } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import type { EmailTransport } from './email-transport';
import { eraseContents } from './erase.server';
import { noteHeld } from './held-mails.server';
import { lastCheck } from './last-check.server';
import { lookOnceMore } from './last-look.server';
import { prepareBatch } from './prepare-batch.server';
import type { PrepareContext, PrepareDeps, ReadyMessage } from './prepared';
import { requestsOf } from './requests-of';
import { accountOf, loadSender } from './sender.server';
import { sendingContext } from './sending-context.server';

export interface SendDeps extends PrepareDeps, LedgerTimes {
  db: Database;
  transport: EmailTransport;
  crashPoint: CrashPoints;
  settleAfterMs: number;
}

/** Large enough that statements are shared, small enough to be prepared well within the lease of a claim. */
const BATCH = 100;
/** Batches of a shop in hand: while Postmark answers for one, the other is prepared. */
const AT_ONCE = 3;

/**
 * Sends what is due: claims a batch, prepares it (asking the store itself, rendering), then looks once more under the addresses' locks,
 * marks the messages as requested, and only then lets the first byte leave. Returns when the next message is due, or null. For a shop that Shopify lets
 * the app into no more nothing is sent: it may be a customer's no longer.
 */
export async function sendDueMessages(deps: SendDeps, shopId: string): Promise<Date | null> {
  await allEnded(Array.from({ length: AT_ONCE }, () => sendBatches(deps, shopId)));
  return (await isAccessLost(deps.db.prisma, shopId)) ? null : nextMessageDueAt(deps.db.prisma, shopId);
}

async function sendBatches(deps: SendDeps, shopId: string): Promise<void> {
  while (await sendBatch(deps, shopId));
}

/** Gives whether there was anything to send. */
async function sendBatch(deps: SendDeps, shopId: string): Promise<boolean> {
  const { prisma } = deps.db;
  if (await isAccessLost(prisma, shopId)) return false;
  const claimed = await deps.db.transaction((tx) => claimMessages(tx, deps, shopId, BATCH));
  if (!claimed.length) return false;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const sender = await loadSender(deps.vault, prisma, shopId);
  const context = await sendingContext(deps, prisma, shop, sender);
  const prepared = await prepareBatch(deps, prisma, context, claimed);
  const refusals = prepared.filter((each) => each.kind === 'not-now');
  await storeDecisions(deps, prisma, shopId, refusals);
  await noteHeld(deps, prisma, shopId, refusals);
  const broken = prepared.filter((each) => each.kind === 'broken');
  await storeBroken(prisma, shopId, broken);
  deps.crashPoint('send.claimed');
  const ready = prepared.flatMap((each) => (each.kind === 'ready' ? [each.ready] : []));
  if (ready.length) await dispatch(deps, context, ready);
  return true;
}

async function dispatch(deps: SendDeps, context: PrepareContext, ready: ReadyMessage[]): Promise<void> {
  const shopId = context.shop.id;
  const addressIds = ready.map((each) => each.addressId);
  const locks = await lockAddressesForSending(deps.db.pool, shopId, addressIds);
  try {
    const checked = await deps.db.transaction((tx) => lastCheck(deps, tx, context, ready));
    deps.crashPoint('send.requested');
    const { going, revoked } = await lookOnceMore(deps.db.prisma, shopId, checked);
    await planAgain(deps, shopId, revoked);
    // Side by side: who waited for the one before would be taken for a sender that is gone.
    await Promise.all(requestsOf(going).map((request) => handOver(deps, context, request)));
  } finally {
    await locks.release();
  }
}

/** None of their bytes has left: they are decided about anew, and then it is said why they do not go. Their mails are nobody's. */
async function planAgain(deps: SendDeps, shopId: string, revoked: ReadyMessage[]): Promise<void> {
  if (revoked.length === 0) return;
  const outcomes = revoked.map(({ message }): Outcome => {
    return { message, result: { kind: 'try-later', detail: 'consent was taken back', afterMs: 0 } };
  });
  await storeResults(deps.db.prisma, deps, shopId, outcomes, deps.settleAfterMs);
  await eraseContents(
    deps.db.prisma,
    shopId,
    revoked.map(({ message }) => message.id),
  );
}

async function handOver(deps: SendDeps, { shop, sender }: PrepareContext, going: ReadyMessage[]): Promise<void> {
  const { prisma } = deps.db;
  const account = accountOf(sender ?? { smtp: null, postmarkToken: '' });
  const results = await deps.transport.sendBatch(
    account,
    going.map((each) => each.email),
  );
  deps.crashPoint('send.accepted');
  const outcomes = going.map(({ message }, index): Outcome => {
    return { message, result: results[index] ?? { kind: 'unknown', detail: 'no result' } };
  });
  await storeResults(prisma, deps, shop.id, outcomes, deps.settleAfterMs);
  if (results.some(({ kind }) => kind === 'try-later')) await wake(prisma, shop.id, 'watch-sending', deps.clock.now());
}
