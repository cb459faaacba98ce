import type { Message } from '@prisma/client';
import { itemCount } from '~/capture/carts/cart';
import { stockOf, type Stock } from '~/capture/catalog/live-catalog';
import { openRecipients, type Recipient } from '~/customers/profiles/address-vault.server';
import { isConfirmation } from '~/decisions/send-policy/decide-now.server';
import { arbitrate, type RuleAnswer } from '~/decisions/send-policy/arbiter/decide-send';
import type { SendFacts } from '~/decisions/send-policy/arbiter/send-facts';
import { giveCodes, type GivenCode } from '~/decisions/offers/give-codes.server';
import { gatherAllSendFacts, type GatheredFacts } from '~/decisions/send-policy/gather-send-facts.server';
import { offeredNow, subjectOfMessage } from '~/decisions/send-policy/message-subject';
import { mailToken } from '~/decisions/send-policy/mail-token.server';
import { utmCampaignOf } from '~/decisions/send-policy/utm';
import type { Db } from '~/platform/db/db.server';
import { productsAbout, turnOf } from './about-products.server';
import { LARGEST_BYTES, sizeOf } from '../quality/check-made';
import type { RenderedMail } from '../rendering/mail-data';
import { soundAmp } from '../amp/amp-check';
import { composeMails } from './compose-mail.server';
import type { Envelope } from './mail-order';
import { draftMails, stockShelf, type MailDraft, type Shelf } from './draft-mails.server';
import { signLinks } from '../links/sign-links';
import { shownCode } from '../links/shown-code';
import { drawingFor } from '../open-time/drawing-for';
import { heldAsTooLarge } from './held-mails.server';
import type { OutgoingEmail } from './email-transport';
import { sealMail } from './mail-contents.server';
import { preferencesUrl } from './own-links';
import { prepareConfirmation } from './prepare-confirmation.server';
import { storeAhead } from './store-ahead.server';
import type { PrepareContext, PrepareDeps, Prepared } from './prepared';
import { fromHeader, type SendingAddress } from './sender-address';
import type { Sender } from './sender.server';
import { oneClickHeaders, POSTMARK_UNSUBSCRIBE, unsubscribeUrl } from './unsubscribe-link';

interface Gathered {
  message: Message;
  gathered: GatheredFacts;
  draft: MailDraft;
}

/** One that may go, and what each rule said. */
interface Allowed extends Gathered {
  answers: RuleAnswer[];
}

interface Going extends Allowed {
  code: GivenCode | null;
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
  return [...refused, ...without, ...(await composeAll(deps, db, context, going, shelf))];
}

/** Gives a code to each mail that is to carry one; who finds none left waits, rather than get a mail with a hole. */
async function withCodes(
  deps: PrepareDeps,
  { shop }: PrepareContext,
  allowed: Allowed[],
): Promise<{ going: Going[]; without: Prepared[] }> {
  const offerOf = ({ message }: Gathered) => subjectOfMessage(message).offerId;
  const wanting = allowed.flatMap((each) => {
    const offerId = offerOf(each);
    return offerId ? [{ messageId: each.message.id, profileId: each.message.profileId, offerId }] : [];
  });
  const given = await giveCodes(deps, shop, wanting);
  const isWithout = (each: Gathered) => offerOf(each) !== undefined && !given.has(each.message.id);
  return {
    going: allowed
      .filter((each) => !isWithout(each))
      .map((each) => ({ ...each, code: given.get(each.message.id) ?? null })),
    without: allowed.filter(isWithout).map(withoutCode),
  };
}

function withoutCode({ message, gathered: { facts } }: Gathered): Prepared {
  const { decision, answers } = arbitrate({ ...facts, offer: facts.offer && { ...facts.offer, ...NO_CODE } });
  if (decision.kind === 'send') throw new Error(`message ${message.id} was to carry a code and has none`);
  return { kind: 'not-now', message, decision, answers };
}

const NO_CODE = { hasOwn: false, hasFree: false };

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

async function composeAll(
  deps: PrepareDeps,
  db: Db,
  { shop, sender, address }: PrepareContext,
  going: Going[],
  shelf: Shelf,
): Promise<Prepared[]> {
  const addressIds = going.flatMap(({ gathered }) => gathered.addressId ?? []);
  const recipients = await openRecipients(deps.vault, db, shop.id, addressIds);
  const addressed = going.map(({ message, gathered, draft, code, answers }) => {
    const recipient = recipients.get(gathered.addressId ?? '');
    if (!recipient || !sender || !address)
      throw new Error(`message ${message.id} may go but lacks its ${sender ? 'address' : 'sender'}`);
    return {
      ...{ message, draft, recipient, sender, address, answers, code },
      ...envelopeFor(deps, shop.id, sender, { message, gathered, recipient, code }),
    };
  });
  const made = await composeMails(deps, db, shop, addressed, shelf);
  const prepared = addressed.map(async (each, at): Promise<Prepared> => {
    const mail = made[at];
    if (mail?.kind !== 'rendered')
      return { kind: 'broken', message: each.message, problem: mail?.problem ?? 'it was not made' };
    const { recommendations } = mail;
    const { addressId } = each.recipient;
    const { message, code, answers } = each;
    const codeId = code?.codeId ?? null;
    const shown = shownCode(mail.mail, code, [shop.storefrontUrl, each.draft.checkoutUrl]);
    const { amp, ...signed } = signLinks(deps, mail.mail, { shopId: message.shopId, messageId: message.id }, shown);
    const bytes = sizeOf(signed);
    if (bytes >= LARGEST_BYTES)
      return { kind: 'not-now', message, decision: heldAsTooLarge(deps.clock.now(), message, bytes), answers };
    const email = { ...toEmail(each, signed), ...(await soundAmp(deps.ampCheck, amp)) };
    const sealed = sealMail(deps.vault, shop.id, email);
    return { kind: 'ready', ready: { message, addressId, email, sealed, recommendations, codeId, live: shelf.live } };
  });
  return Promise.all(prepared);
}

interface Addressed {
  message: Message;
  recipient: Recipient;
  sender: Sender;
  address: SendingAddress;
  /** Our own address for unsubscribing; null where Postmark's is used. */
  ownUrl: string | null;
}

function envelopeFor(
  deps: PrepareDeps,
  shopId: string,
  sender: Sender,
  { message, gathered, recipient, code }: Pick<Going, 'message' | 'gathered' | 'code'> & { recipient: Recipient },
): { ownUrl: string | null; envelope: Envelope } {
  const { addressId, firstName } = recipient;
  const target = { shopId, addressId, purpose: 'marketing', messageId: message.id } as const;
  const ownUrl = sender.unsubscribeMode === 'custom' ? unsubscribeUrl(deps.appUrl, deps.vault, target) : null;
  const envelope = {
    templateKey: message.templateKey,
    subjectLine: gathered.subjectLine,
    campaign: utmCampaignOf(message),
    mailToken: mailToken(deps.vault, shopId, message.id),
    firstName,
    postalAddress: sender.postalAddress,
    isAsked: subjectOfMessage(message).about?.isAsked ?? false,
    consentLine: sender.consentLine,
    unsubscribeUrl: ownUrl ?? POSTMARK_UNSUBSCRIBE,
    preferencesUrl: preferencesUrl(deps.appUrl, deps.vault, target),
    ...(code ? { coupon: { ...code, isExample: false } } : {}),
    mayHoldAmp: sender.smtp !== null,
    drawing: drawingFor(deps, { shopId, messageId: message.id }),
  };
  return { ownUrl, envelope };
}

const toEmail = ({ message, recipient, sender, address, ownUrl }: Addressed, mail: RenderedMail): OutgoingEmail => ({
  ...mail,
  messageId: message.id,
  to: recipient.email,
  from: fromHeader(sender.fromName, address.email),
  replyTo: address.replyTo,
  stream: sender.broadcastStream,
  headers: ownUrl === null ? [] : oneClickHeaders(ownUrl),
  tag: message.templateKey,
});
