import type { Prisma } from '@prisma/client';
import { stockOf } from '~/capture/catalog/live-catalog';
import { mailboxOf } from '~/capture/data-quality/mailbox';
import { leftFlows } from '~/decisions/flows/runner/left-flow.server';
import { noteShown, type Carrying } from '~/decisions/offers/note-shown.server';
import { decideAllNow, type DecidedNow } from '~/decisions/send-policy/decide-now.server';
import { keepAnswers } from '~/decisions/send-policy/keep-answers.server';
import {
  markRequested,
  storeDecisions,
  type LedgerTimes,
  type Refusal,
  type RequestMark,
} from '~/decisions/send-policy/message-ledger.server';
import type { Db } from '~/platform/db/db.server';
import { isAccessLost } from '~/platform/shops/shop-access.server';
import { keepContents } from './keep-contents.server';
import type { PrepareContext, ReadyMessage } from './prepared';
import { countSharedAlone } from './sending-context.server';

/**
 * The last look, in one transaction under the locks: the same decision again with what is true now. Whoever passes is marked as requested; an
 * address can pass once, whatever other workers hold for it.
 */
export async function lastCheck(
  deps: LedgerTimes,
  tx: Db,
  context: PrepareContext,
  ready: ReadyMessage[],
): Promise<ReadyMessage[]> {
  const shopId = context.shop.id;
  if (await isAccessLost(tx, shopId)) return []; // their claims run out, and they wait
  await countSharedAlone(tx, shopId, context);
  await lockForLastCheck(tx, shopId, ready);
  const going: ReadyMessage[] = [];
  for (const round of roundsOf(ready)) going.push(...(await checkRound(deps, tx, context, round)));
  const mails = going.map(({ message, sealed }) => ({ messageId: message.id, sealed }));
  await keepContents(deps.clock, tx, shopId, mails);
  return going;
}

/** Each address for itself, all in one order, until the transaction ends: two workers look at one person's mails one after the other. */
async function lockForLastCheck(tx: Db, shopId: string, ready: ReadyMessage[]): Promise<void> {
  const names = [...new Set(ready.map(({ addressId }) => addressId))].sort().map((id) => `send:${shopId}:${id}`);
  await tx.$queryRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(n."name", 0))::text FROM unnest(${names}::text[]) AS n("name")`;
}

/** Those that can be looked at together: no two to one address, since what is decided of the first counts for the second. */
function roundsOf(ready: ReadyMessage[]): ReadyMessage[][] {
  const rounds: ReadyMessage[][] = [];
  const met = new Map<string, number>();
  for (const each of ready) {
    const nth = met.get(each.addressId) ?? 0;
    met.set(each.addressId, nth + 1);
    (rounds[nth] ??= []).push(each);
  }
  return rounds;
}

async function checkRound(
  deps: LedgerTimes,
  tx: Db,
  { shop, rules }: PrepareContext,
  round: ReadyMessage[],
): Promise<ReadyMessage[]> {
  const messages = round.map(({ message }) => message);
  const live = new Map([...new Set(round.map((each) => each.live))].flatMap((each) => [...each]));
  const decided = await decideAllNow(deps, tx, shop.id, messages, {
    rules,
    stock: stockOf(live),
    leftFlows: await leftFlows(tx, shop.id, messages, deps.clock.now()),
  });
  const checked = round.flatMap((each): Checked[] => {
    const now = decided.get(each.message.id);
    return now ? [{ each, message: each.message, ...now }] : [];
  });
  await storeDecisions(deps, tx, shop.id, checked.flatMap(refusalOf));
  const hasCode = await noteShown(deps, tx, shop.id, checked.flatMap(carryingOf));
  const whole = checked.filter(({ each: { codeId, message } }) => codeId === null || hasCode.has(message.id));
  const isOurs = await markRequested(tx, deps, shop.id, whole.flatMap(markOf));
  const going = checked.filter(({ message }) => isOurs.has(message.id));
  await keepAnswers(deps, tx, shop.id, going);
  return going.map(({ each }) => each);
}

interface Checked extends DecidedNow {
  each: ReadyMessage;
  message: ReadyMessage['message'];
}

const refusalOf = ({ message, decision, answers }: Checked): Refusal[] =>
  decision.kind === 'send' ? [] : [{ message, decision, answers }];

/** One whose code is another's by now is not marked: its claim runs out, and it is made anew. */
const carryingOf = ({ each: { codeId }, message, decision }: Checked): Carrying[] =>
  decision.kind === 'send' && codeId !== null ? [{ messageId: message.id, codeId }] : [];

/** Of one that may go, to the address its mail was made for. */
function markOf({ each, message, decision, addressId }: Checked): RequestMark[] {
  if (decision.kind !== 'send' || addressId !== each.addressId) return [];
  const recommendations = each.recommendations as unknown as Prisma.InputJsonValue;
  return [{ message, addressId, mailbox: mailboxOf(each.email.to), consentSeq: decision.consentSeq, recommendations }];
}
