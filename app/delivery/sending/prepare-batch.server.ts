import type { Message } from '@prisma/client';
import { itemCount } from '~/capture/carts/cart';
import { stockOf, type Stock } from '~/capture/catalog/live-catalog';
import { isConfirmation } from '~/decisions/send-policy/decide-now.server';
import { arbitrate } from '~/decisions/send-policy/arbiter/decide-send';
import type { SendFacts } from '~/decisions/send-policy/arbiter/send-facts';
import { gatherAllSendFacts } from '~/decisions/send-policy/gather-send-facts.server';
import { offeredNow, subjectOfMessage } from '~/decisions/send-policy/message-subject';
import type { Db } from '~/platform/db/db.server';
import { productsAbout, turnOf } from './about-products.server';
import { draftMails, stockShelf } from './draft-mails.server';
import { packMails } from './pack-mails.server';
import { prepareConfirmation } from './prepare-confirmation.server';
import type { Gathered, PrepareContext, PrepareDeps, Prepared } from './prepared';
import { storeAhead } from './store-ahead.server';
import { withCodes } from './with-codes.server';

/** Decides about each message with what the store itself says now, and renders those that may go. */
export async function prepareBatch(
  deps: PrepareDeps,
  db: Db,
  context: PrepareContext,
  messages: Message[],
): Promise<Prepared[]> {
  const confirmations = messages.filter(isConfirmation);
  const marketing = messages.filter((message) => !isConfirmation(message));
  return [
    ...(await prepareMarketing(deps, db, context, marketing)),
    ...(await Promise.all(confirmations.map((message) => prepareConfirmation(deps, db, context, message)))),
  ];
}

async function prepareMarketing(
  deps: PrepareDeps,
  db: Db,
  context: PrepareContext,
  messages: Message[],
): Promise<Prepared[]> {
  const all = await gatherAll(deps, db, context, messages);
  const drafts = all.map(({ draft }) => draft);
  const shelf = await stockShelf(deps, db, context.shop, drafts);
  const stock = stockOf(shelf.live);
  const ahead = await storeAhead(
    deps,
    db,
    context.shop,
    all.map(({ message, gathered }) => ({ message, consent: gathered.facts.consent })),
  );
  const decided = all.map((each) => {
    const ofStore = { ...onSaleNow(each, stock), storeAhead: ahead.get(each.message.profileId) ?? null };
    const facts = { ...each.gathered.facts, ...ofStore };
    return { each, ...arbitrate(facts) };
  });
  const refused = decided.flatMap(({ each: { message }, decision, answers }): Prepared[] =>
    decision.kind === 'send' ? [] : [{ kind: 'not-now', message, decision, answers }],
  );
  const allowed = decided.flatMap(({ each, decision, answers }) =>
    decision.kind === 'send' ? [{ ...each, answers }] : [],
  );
  const { going, without } = await withCodes(deps, context, allowed);
  return [...refused, ...without, ...(await packMails(deps, db, context, going, shelf))];
}

async function gatherAll(
  deps: PrepareDeps,
  db: Db,
  { shop, rules }: PrepareContext,
  messages: Message[],
): Promise<Gathered[]> {
  const terms = { now: deps.clock.now(), rules, stock: NOT_ASKED_YET };
  const known = await gatherAllSendFacts(db, shop.id, messages, terms);
  const about = await productsAbout(db, shop.id, messages.map(subjectOfMessage));
  const subjects = messages.map((message, at) => ({
    profileId: message.profileId,
    lines: known[at]?.lines ?? [],
    checkoutUrl: known[at]?.checkoutUrl ?? null,
    about: about[at] ?? [],
    orderId: subjectOfMessage(message).about?.orderId ?? null,
    turn: turnOf(subjectOfMessage(message)),
  }));
  const drafts = await draftMails(deps, db, shop.id, subjects);
  return messages.flatMap((message, at) => {
    const [gathered, draft] = [known[at], drafts[at]];
    return gathered && draft ? [{ message, gathered, draft }] : [];
  });
}

const NOT_ASKED_YET: Stock = { hasVariant: () => true, hasProduct: () => true, priceOf: () => null };

function onSaleNow(
  { message, gathered: { facts, lines } }: Gathered,
  stock: Stock,
): Pick<SendFacts, 'cart' | 'offered'> {
  const buyable = lines.filter(({ variantId }) => stock.hasVariant(variantId));
  return {
    cart: facts.cart && { itemCount: facts.cart.itemCount, buyableCount: itemCount(buyable) },
    offered: offeredNow(subjectOfMessage(message), stock),
  };
}
