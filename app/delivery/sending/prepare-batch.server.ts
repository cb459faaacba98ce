import type { Message, Shop } from '@prisma/client';
import type { LiveCatalog, LiveVariant } from '~/capture/catalog/live-catalog';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { decideSend, type SendRules } from '~/decisions/send-policy/decide-send';
import { gatherSendFacts, type GatheredFacts } from '~/decisions/send-policy/gather-send-facts.server';
import type { SendDecision } from '~/decisions/send-policy/message';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import type { EmailDocument } from '../documents/document';
import { assembleMail, type MailIngredients } from '../rendering/assemble-mail';
import { compileDocument } from '../rendering/compile-document.server';
import type { RenderOutcome } from '../rendering/mail-data';
import type { MailRenderer } from '../rendering/mail-renderer.server';
import { loadCatalogProducts } from './catalog-products.server';
import { findDocument, readDocument } from './documents.server';
import type { OutgoingEmail } from './email-transport';
import type { Sender } from './sender.server';
import { oneClickHeaders, POSTMARK_UNSUBSCRIBE, unsubscribeUrl } from './unsubscribe-link';

export interface PrepareDeps {
  clock: Clock;
  vault: Vault;
  models: ModelStore;
  liveCatalog: LiveCatalog;
  renderer: MailRenderer;
  appUrl: string;
}

export interface PrepareContext {
  shop: Shop;
  sender: Sender | null;
  rules: SendRules;
}

/** A message that may go, as far as could be seen while it was prepared. */
export interface ReadyMessage {
  message: Message;
  addressId: string;
  email: OutgoingEmail;
  recommendations: Recommendation[];
  live: ReadonlyMap<string, LiveVariant>;
}

export type Prepared =
  | { kind: 'ready'; ready: ReadyMessage }
  | { kind: 'not-now'; message: Message; decision: Exclude<SendDecision, { kind: 'send' }> }
  | { kind: 'broken'; message: Message; problem: string };

/** Products asked for, and shown: some may have sold out since the catalogue was last told. */
const CANDIDATES = 10;
const SHOWN = 4;

interface Draft {
  message: Message;
  gathered: GatheredFacts;
  recommendations: Recommendation[];
}

/** Decides about each message with what the store itself says now, and renders those that may go. */
export async function prepareBatch(
  deps: PrepareDeps,
  db: Db,
  context: PrepareContext,
  messages: Message[],
): Promise<Prepared[]> {
  const drafts = await Promise.all(messages.map((message) => draft(deps, db, context, message)));
  const products = await loadCatalogProducts(db, context.shop.id, drafts.flatMap(productsOf));
  const variantIds = [
    ...drafts.flatMap(({ gathered }) => gathered.lines.map((line) => line.variantId)),
    ...[...products.values()].map((product) => product.variantId),
  ];
  const live = await deps.liveCatalog.variants(context.shop.domain, variantIds, context.shop.currency);
  const buyable = new Set(
    [...live.values()].filter((variant) => variant.isBuyable).map((variant) => variant.productId),
  );
  return Promise.all(
    drafts.map(async ({ message, gathered, recommendations }) => {
      const decision = decideSend({ ...gathered.facts, cart: cartNow(gathered, live) });
      if (decision.kind !== 'send') return { kind: 'not-now', message, decision };
      const shown = recommendations.filter(({ productId }) => buyable.has(productId)).slice(0, SHOWN);
      return compose(deps, db, context, { message, gathered, recommendations: shown, products, live });
    }),
  );
}

async function draft(deps: PrepareDeps, db: Db, { shop, rules }: PrepareContext, message: Message): Promise<Draft> {
  const now = deps.clock.now();
  const gathered = await gatherSendFacts(db, message, { now, rules, isBuyable: () => true });
  const cart = [...new Set(gathered.lines.map((line) => line.productId))];
  const input = { shopId: shop.id, profileId: message.profileId, cart, now, limit: CANDIDATES };
  return { message, gathered, recommendations: await recommendFor(deps, db, input) };
}

/** Shown products, cart products, and those that reasons speak of. */
function productsOf({ gathered, recommendations }: Draft): string[] {
  const inReasons = recommendations.flatMap(({ reason }) => {
    if (reason.kind === 'bought-together') return [reason.withProductId];
    return reason.kind === 'because-viewed' ? [reason.productId] : [];
  });
  return [
    ...gathered.lines.map((line) => line.productId),
    ...recommendations.map(({ productId }) => productId),
    ...inReasons,
  ];
}

function cartNow(gathered: GatheredFacts, live: ReadonlyMap<string, LiveVariant>) {
  const buyable = gathered.lines.filter((line) => live.get(line.variantId)?.isBuyable);
  return { itemCount: gathered.facts.cart.itemCount, buyableCount: buyable.length };
}

interface Ingredients extends Draft {
  products: Awaited<ReturnType<typeof loadCatalogProducts>>;
  live: ReadonlyMap<string, LiveVariant>;
}

async function compose(deps: PrepareDeps, db: Db, context: PrepareContext, draft: Ingredients): Promise<Prepared> {
  const { shop, sender } = context;
  const { message, gathered, recommendations, products, live } = draft;
  const addressId = gathered.addressId ?? '';
  const recipient = await openRecipient(deps.vault, db, shop.id, addressId);
  if (!recipient || !sender)
    throw new Error(`message ${message.id} may go but lacks its ${sender ? 'address' : 'sender'}`);
  const target = { shopId: shop.id, addressId, purpose: 'marketing', messageId: message.id } as const;
  const ownUrl = unsubscribeUrl(deps.appUrl, deps.vault, target);
  const stored = await findDocument(db, shop.id, message.templateKey);
  const outcome = await makeMail(deps.renderer, () => readDocument(stored, message.templateKey), {
    shop: { ...shop, postalAddress: sender.postalAddress },
    locale: shop.locale,
    firstName: recipient.firstName,
    campaign: message.flowKey ?? message.templateKey,
    lines: gathered.lines,
    checkoutUrl: gathered.checkoutUrl,
    live,
    products,
    recommendations,
    unsubscribeUrl: sender.unsubscribeMode === 'custom' ? ownUrl : POSTMARK_UNSUBSCRIBE,
  });
  if (outcome.kind !== 'rendered') return { kind: 'broken', message, problem: outcome.problem };
  const email: OutgoingEmail = {
    ...outcome.mail,
    messageId: message.id,
    to: recipient.email,
    from: `"${sender.fromName}" <${sender.fromEmail}>`,
    replyTo: sender.replyTo,
    stream: sender.broadcastStream,
    headers: sender.unsubscribeMode === 'custom' ? oneClickHeaders(ownUrl) : [],
    tag: message.templateKey,
  };
  return { kind: 'ready', ready: { message, addressId, email, recommendations, live } };
}

/** What is wrong with one mail (its document, an address in it) is that mail's own outcome: it holds up no other. */
async function makeMail(
  renderer: MailRenderer,
  document: () => EmailDocument,
  ingredients: MailIngredients,
): Promise<RenderOutcome> {
  try {
    const templates = await compileDocument(document());
    const [outcome] = await renderer.render(templates, [assembleMail(ingredients)]);
    return outcome ?? { kind: 'failed', problem: 'the renderer did not answer' };
  } catch (error) {
    return { kind: 'failed', problem: messageOf(error) };
  }
}
