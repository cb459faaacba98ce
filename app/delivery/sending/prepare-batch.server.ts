import type { Message } from '@prisma/client';
import { itemCount } from '~/capture/carts/cart';
import { stockOf, type Stock } from '~/capture/catalog/live-catalog';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { isConfirmation } from '~/decisions/send-policy/decide-now.server';
import { arbitrate } from '~/decisions/send-policy/arbiter/decide-send';
import type { SendFacts } from '~/decisions/send-policy/arbiter/send-facts';
import { gatherSendFacts, type GatheredFacts } from '~/decisions/send-policy/gather-send-facts.server';
import { offeredProduct, subjectOfMessage } from '~/decisions/send-policy/message-subject';
import { mailToken } from '~/decisions/send-policy/mail-token.server';
import type { Db } from '~/platform/db/db.server';
import { signLinks } from '../links/sign-links';
import { productsAbout } from './about-products.server';
import { composeMail, draftMails, stockShelf, type MailDraft, type Shelf } from './compose-mail.server';
import type { OutgoingEmail } from './email-transport';
import { preferencesUrl } from './own-links';
import { prepareConfirmation } from './prepare-confirmation.server';
import type { PrepareContext, PrepareDeps, Prepared } from './prepared';
import { fromHeader } from './sender.server';
import { oneClickHeaders, POSTMARK_UNSUBSCRIBE, unsubscribeUrl } from './unsubscribe-link';

interface Gathered {
  message: Message;
  gathered: GatheredFacts;
  draft: MailDraft;
}

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
  const shelf = await stockShelf(
    deps,
    db,
    context.shop,
    all.map(({ draft }) => draft),
  );
  const stock = stockOf(shelf.live);
  return Promise.all(
    all.map(async (each) => {
      const facts = { ...each.gathered.facts, ...onSaleNow(each, stock) };
      const { decision, answers } = arbitrate(facts);
      if (decision.kind !== 'send') return { kind: 'not-now', message: each.message, decision, answers };
      return compose(deps, db, context, each, shelf);
    }),
  );
}

async function gatherAll(
  deps: PrepareDeps,
  db: Db,
  { shop, rules }: PrepareContext,
  messages: Message[],
): Promise<Gathered[]> {
  const terms = { now: deps.clock.now(), rules, stock: NOT_ASKED_YET };
  const known = await Promise.all(
    messages.map(async (message) => ({ message, gathered: await gatherSendFacts(db, message, terms) })),
  );
  const about = await productsAbout(db, shop.id, messages.map(subjectOfMessage));
  const subjects = known.map(({ message, gathered: { lines, checkoutUrl } }, at) => ({
    ...{ profileId: message.profileId, lines, checkoutUrl, about: about[at] ?? [] },
  }));
  const drafts = await draftMails(deps, db, shop.id, subjects);
  return known.flatMap((each, at) => {
    const draft = drafts[at];
    return draft ? [{ ...each, draft }] : [];
  });
}

const NOT_ASKED_YET: Stock = { hasVariant: () => true, hasProduct: () => true };

function onSaleNow(
  { message, gathered: { facts, lines } }: Gathered,
  stock: Stock,
): Pick<SendFacts, 'cart' | 'offered'> {
  const buyable = lines.filter(({ variantId }) => stock.hasVariant(variantId));
  const offered = offeredProduct(subjectOfMessage(message));
  return {
    cart: facts.cart && { itemCount: facts.cart.itemCount, buyableCount: itemCount(buyable) },
    offered: offered === null ? null : { isBuyable: stock.hasProduct(offered) },
  };
}

async function compose(
  deps: PrepareDeps,
  db: Db,
  { shop, sender }: PrepareContext,
  { message, gathered, draft }: Gathered,
  shelf: Shelf,
): Promise<Prepared> {
  const addressId = gathered.addressId ?? '';
  const recipient = await openRecipient(deps.vault, db, shop.id, addressId);
  if (!recipient || !sender)
    throw new Error(`message ${message.id} may go but lacks its ${sender ? 'address' : 'sender'}`);
  const target = { shopId: shop.id, addressId, purpose: 'marketing', messageId: message.id } as const;
  const ownUrl = unsubscribeUrl(deps.appUrl, deps.vault, target);
  const isCustom = sender.unsubscribeMode === 'custom';
  const envelope = {
    templateKey: message.templateKey,
    campaign: message.flowKey ?? message.templateKey,
    mailToken: mailToken(deps.vault, shop.id, message.id),
    firstName: recipient.firstName,
    postalAddress: sender.postalAddress,
    consentLine: sender.consentLine,
    unsubscribeUrl: isCustom ? ownUrl : POSTMARK_UNSUBSCRIBE,
    preferencesUrl: preferencesUrl(deps.appUrl, deps.vault, target),
  };
  const made = await composeMail(deps, db, shop, envelope, draft, shelf);
  if (made.kind !== 'rendered') return { kind: 'broken', message, problem: made.problem };
  const email: OutgoingEmail = {
    ...signLinks(deps, made.mail, { shopId: shop.id, messageId: message.id }),
    messageId: message.id,
    to: recipient.email,
    from: fromHeader(sender),
    replyTo: sender.replyTo,
    stream: sender.broadcastStream,
    headers: isCustom ? oneClickHeaders(ownUrl) : [],
    tag: message.templateKey,
  };
  const { recommendations } = made;
  return { kind: 'ready', ready: { message, addressId, email, recommendations, live: shelf.live } };
}
