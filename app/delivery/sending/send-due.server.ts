import type { Message, Prisma } from '@prisma/client';
import { stockOf } from '~/capture/catalog/live-catalog';
import { lockAddressesForSending } from '~/customers/consent/consent-lock.server';
import { leftFlow } from '~/decisions/flows/runner/left-flow.server';
import { decideNow } from '~/decisions/send-policy/decide-now.server';
import { sendRules } from '~/decisions/send-policy/gather-send-facts.server';
import { keepAnswers } from '~/decisions/send-policy/keep-answers.server';
import {
  claimMessages,
  markRequested,
  nextMessageDueAt,
  storeDecision,
  storeResult,
  type LedgerTimes,
} from '~/decisions/send-policy/message-ledger.server';
import type { CrashPoints } from '~/platform/crash-points.server';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import type { EmailTransport } from './email-transport';
import { prepareBatch } from './prepare-batch.server';
import type { PrepareContext, PrepareDeps, ReadyMessage } from './prepared';
import { loadSender } from './sender.server';

export interface SendDeps extends PrepareDeps, LedgerTimes {
  db: Database;
  transport: EmailTransport;
  crashPoint: CrashPoints;
  settleAfterMs: number;
}

/** Small enough to be prepared well within the lease of a claim. */
const BATCH = 50;

/**
 * Sends what is due: claims a batch, prepares it (asking the store itself, rendering), then looks once more under the addresses' locks,
 * marks the messages as requested, and only then lets the first byte leave. Returns when the next message is due, or null. For a shop that Shopify lets
 * the app into no more nothing is sent: it may be a customer's no longer.
 */
export async function sendDueMessages(deps: SendDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  for (;;) {
    if (await isAccessLost(prisma, shopId)) return null;
    const claimed = await deps.db.transaction((tx) => claimMessages(tx, deps, shopId, BATCH));
    if (!claimed.length) return nextMessageDueAt(prisma, shopId);
    const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    const sender = await loadSender(deps.vault, prisma, shopId);
    const context: PrepareContext = { shop, sender, rules: await sendRules(prisma, shopId, sender) };
    const ready: ReadyMessage[] = [];
    for (const prepared of await prepareBatch(deps, prisma, context, claimed)) {
      if (prepared.kind === 'ready') ready.push(prepared.ready);
      else if (prepared.kind === 'not-now') await storeDecision(deps, prisma, prepared.message, prepared);
      else await reject(prisma, prepared.message, prepared.problem);
    }
    deps.crashPoint('send.claimed');
    if (ready.length) await dispatch(deps, context, ready);
  }
}

async function reject(db: Db, { shopId, id }: Message, problem: string): Promise<void> {
  await db.message.updateMany({
    where: { shopId, id, state: 'claimed' },
    data: { state: 'rejected', leaseUntil: null, reason: { code: 'mail-broken', detail: problem } },
  });
}

async function dispatch(deps: SendDeps, context: PrepareContext, ready: ReadyMessage[]): Promise<void> {
  const shopId = context.shop.id;
  const token = context.sender?.postmarkToken ?? '';
  const locks = await lockAddressesForSending(
    deps.db.pool,
    shopId,
    ready.map((each) => each.addressId),
  );
  try {
    const going = await deps.db.transaction((tx) => lastCheck(deps, tx, context, ready));
    deps.crashPoint('send.requested');
    if (!going.length) return;
    const results = await deps.transport.sendBatch(
      { token },
      going.map((each) => each.email),
    );
    deps.crashPoint('send.accepted');
    for (const [index, { message }] of going.entries()) {
      const result = results[index] ?? { kind: 'unknown', detail: 'no result' };
      await storeResult(deps.db.prisma, deps, message, result, deps.settleAfterMs);
    }
    if (results.some(({ kind }) => kind === 'try-later'))
      await wake(deps.db.prisma, shopId, 'watch-sending', deps.clock.now());
  } finally {
    await locks.release();
  }
}

/**
 * The last look, in one transaction under the locks: the same decision again with what is true now. Whoever passes is marked as requested; an
 * address can pass once, whatever other workers hold for it.
 */
async function lastCheck(
  deps: SendDeps,
  tx: Db,
  context: PrepareContext,
  ready: ReadyMessage[],
): Promise<ReadyMessage[]> {
  const shopId = context.shop.id;
  const going: ReadyMessage[] = [];
  if (await isAccessLost(tx, shopId)) return going; // their claims run out, and they wait
  for (const each of [...ready].sort((a, b) => (a.addressId < b.addressId ? -1 : 1))) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`send:${shopId}:${each.addressId}`}, 0))::text`;
    const { rules } = context;
    const way = await leftFlow(tx, each.message, deps.clock.now());
    const { decision, answers, addressId } = await decideNow(deps, tx, each.message, {
      rules,
      stock: stockOf(each.live),
      leftFlow: way,
    });
    if (decision.kind !== 'send') {
      await storeDecision(deps, tx, each.message, { decision, answers });
      continue;
    }
    const mark = { message: each.message, addressId: each.addressId, consentSeq: decision.consentSeq };
    const recommendations = each.recommendations as unknown as Prisma.InputJsonValue;
    const isOurs = addressId === each.addressId && (await markRequested(tx, deps, { ...mark, recommendations }));
    if (isOurs) await keepAnswers(deps, tx, each.message, { decision, answers });
    if (isOurs) going.push(each);
  }
  await keepContents(deps, tx, shopId, going);
  return going;
}

async function keepContents(deps: SendDeps, tx: Db, shopId: string, going: ReadyMessage[]): Promise<void> {
  const renderedAt = deps.clock.now();
  for (const { message, email } of going) {
    const { subject, html, text, headers, from } = email;
    const row = {
      content: deps.vault.seal(JSON.stringify({ subject, html, text, headers, from }), shopId),
      renderedAt,
    };
    const key = { shopId, messageId: message.id };
    await tx.messageContent.upsert({ where: { shopId_messageId: key }, create: { ...key, ...row }, update: row });
  }
}
