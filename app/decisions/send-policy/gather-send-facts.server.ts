import type { Message, Profile } from '@prisma/client';
import type { Stock } from '~/capture/catalog/live-catalog';
import { itemCount } from '~/capture/carts/cart';
import { cartsByName, type NamedCart } from '~/capture/carts/carts-by-name.server';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { CartLine } from '~/capture/events/reports';
import { NO_CONSENT, type Consent } from '~/customers/consent/consent';
import { heldAmong } from '~/customers/consent/consent-holds.server';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { impossibleAmong } from '~/customers/data-quality/check-addresses.server';
import { preferencesOf } from '~/customers/preferences/mail-preferences.server';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { topicOfFlow, type Topic } from '~/customers/preferences/topics';
import { timeZoneOf } from '~/customers/profiles/time-zone';
import { offerFacts } from '~/decisions/offers/offer-facts.server';
import { campaignsOf, type CampaignOfMessage } from '~/decisions/campaigns/campaign-facts.server';
import type { Db } from '~/platform/db/db.server';
import type { SendFacts, SendRules, StillInFlow } from './arbiter/send-facts';
import { higherDueAt, lastAboutTopic, sentLately, toldOfCart, type Asked } from './ledger-facts.server';
import { sentByShared } from './sent-by-shared.server';
import { consentsFor } from './consent-for.server';
import { offeredNow, subjectOfMessage } from './message-subject';

type AskedMessage = Pick<
  Message,
  | ('id' | 'shopId' | 'profileId' | 'flowKey' | 'subject' | 'expiresAt' | 'priority')
  | ('sourceKind' | 'sourceId' | 'stepKey')
>;

export interface GatheredFacts {
  facts: SendFacts;
  addressId: string | null;
  lines: CartLine[];
  checkoutUrl: string | null;
  /** In place of the document's own subject. */
  subjectLine: string | null;
}

export interface GatherContext {
  now: Date;
  rules: SendRules;
  stock: Stock;
  /** By message: whether its person is still in its flow, as far as there is something to say; absent: not asked. */
  leftFlows?: ReadonlyMap<string, StillInFlow>;
}

/** As `gatherAllSendFacts`, about one. */
export async function gatherSendFacts(db: Db, message: AskedMessage, context: GatherContext): Promise<GatheredFacts> {
  const [gathered] = await gatherAllSendFacts(db, message.shopId, [message], context);
  if (!gathered) throw new Error(`nothing was gathered about message ${message.id}`);
  return gathered;
}

/** Reads everything the arbiter looks at, as it is stored now: some statements for all messages, answers in their order. */
export async function gatherAllSendFacts(
  db: Db,
  shopId: string,
  messages: readonly AskedMessage[],
  context: GatherContext,
): Promise<GatheredFacts[]> {
  if (messages.length === 0) return [];
  const subjects = await readSubjects(db, shopId, messages);
  const stored = await readStored(db, shopId, subjects, context);
  return subjects.map((subject) => factsOf(subject, stored, context));
}

interface Subject extends Asked {
  message: AskedMessage;
  profile: AskedProfile | null;
  cartToken: string | null;
  cart: NamedCart | null;
  lines: CartLine[];
  topic: Topic | null;
  campaign: CampaignOfMessage | null;
}

async function readSubjects(db: Db, shopId: string, messages: readonly AskedMessage[]): Promise<Subject[]> {
  const profiles = await profilesOf(
    db,
    shopId,
    messages.map((each) => each.profileId),
  );
  const profileOf = new Map(profiles.map((profile) => [profile.id, profile]));
  const tokenOf = (message: AskedMessage) => subjectOfMessage(message).cartToken;
  const tokens = messages.flatMap((message) => tokenOf(message) ?? []);
  const cartOf = await cartsByName(db, shopId, tokens);
  const campaigns = await campaignsOf(db, shopId, messages);
  const hasTopics = campaigns.size > 0 || messages.some(({ flowKey }) => flowKey !== null);
  const { topics } = hasTopics ? await loadConsentSettings(db, shopId) : { topics: [] };
  return messages.map((message) => {
    const profile = profileOf.get(message.profileId) ?? null;
    const cartToken = tokenOf(message);
    const cart = cartOf.get(cartToken ?? '') ?? null;
    const campaign = campaigns.get(message.id) ?? null;
    return {
      ...{ message, profile, cartToken, cart, addressId: profile?.primaryAddressId ?? null },
      lines: cart ? linesOf(cart).filter((line) => line.quantity > 0) : [],
      campaign,
      topic: campaign ? topicByKey(topics, campaign.topicKey) : topicOfFlow(topics, message.flowKey),
    };
  });
}

type AskedProfile = Pick<Profile, 'id' | 'primaryAddressId' | 'countryCode' | 'regionCode'>;

// By hand: Prisma works out a statement anew for each list of ids, which takes longer than asking it.
const profilesOf = (db: Db, shopId: string, ids: string[]): Promise<AskedProfile[]> =>
  db.$queryRaw<AskedProfile[]>`
    SELECT p."id", p."primaryAddressId", p."countryCode", p."regionCode" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${ids}::uuid[])`;

const topicByKey = (topics: readonly Topic[], wanted: string | null): Topic | null =>
  topics.find(({ key }) => key === wanted) ?? null;

type Stored = Awaited<ReturnType<typeof readStored>>;

async function readStored(db: Db, shopId: string, subjects: readonly Subject[], { now, rules }: GatherContext) {
  const addressed = subjects.filter(({ addressId }) => addressId !== null);
  const addressIds = addressed.flatMap(({ addressId }) => addressId ?? []);
  const capped = addressed.flatMap((each) => (each.topic?.minutesBetween ? [{ ...each, topic: each.topic }] : []));
  return {
    consents: await consentsByMessage(db, shopId, addressed),
    impossible: await impossibleAmong(db, shopId, addressIds),
    held: await heldAmong(db, shopId, addressIds),
    preferences: await preferencesOf(db, shopId, addressIds),
    orders: await ordersSince(db, shopId, subjects),
    sent: await sentLately(db, shopId, addressed, now),
    lastAbout: await lastAboutTopic(
      db,
      shopId,
      capped.map(({ message, addressId, topic }) => ({ message, addressId, topic })),
    ),
    higher: await higherDueAt(db, shopId, subjects, now),
    told: await toldOfCart(db, shopId, subjects.flatMap(asksOfCart)),
    sentBySharedAt: await sentByShared(db, shopId, rules, now),
    offers: await offerFacts(db, shopId, subjects.flatMap(asksOfOffer), now),
  };
}

async function consentsByMessage(db: Db, shopId: string, addressed: readonly Subject[]): Promise<Map<string, Consent>> {
  const asked = addressed.map(({ message: { subject }, addressId }) => ({ subject, addressId }));
  const consents = await consentsFor(db, shopId, asked);
  return new Map(addressed.map(({ message }, nth) => [message.id, consents[nth] ?? NO_CONSENT]));
}

function factsOf(subject: Subject, stored: Stored, { now, rules, stock, leftFlows }: GatherContext): GatheredFacts {
  const { message, addressId, cart, cartToken, lines, campaign } = subject;
  const { expiresAt, priority } = message;
  const still = leftFlows?.get(message.id);
  const address = addressId ?? '';
  const facts: SendFacts = {
    ...{ now, expiresAt, priority, rules, leftFlow: still?.kind === 'left' ? still.exit : null },
    isFlowUnderstood: still?.kind !== 'unknown',
    ...personalRules(subject, stored),
    hasAddress: addressId !== null,
    isAddressImpossible: stored.impossible.has(address),
    consent: stored.consents.get(message.id) ?? NO_CONSENT,
    isHeld: stored.held.has(address),
    orderedId: orderOf(subject, stored),
    campaign: campaign && { state: campaign.state, wasRead: campaign.first?.wasRead ?? false },
    cart: cartToken === null ? null : cartFacts(lines, stock),
    offered: offeredNow(subjectOfMessage(message), stock),
    offer: stored.offers.get(message.id) ?? null,
    heldOutFor: null,
    // The store is asked before the claim's transaction, never in it.
    storeAhead: null,
    toldOfCart: stored.told.get(message.id) ?? null,
    makesWayUntil: stored.higher.get(message.id) ?? null,
    sentAt: stored.sent.get(message.id) ?? [],
    isToShop: addressId !== null && addressId === rules.shopAddressId,
    sentBySharedAt: stored.sentBySharedAt,
  };
  const subjectLine = campaign?.subjectLine ?? null;
  return { facts, addressId, lines, checkoutUrl: cart?.checkoutUrl ?? null, subjectLine };
}

/** Of a mail about a cart an order since it changed; of one that is sent once more an order since the first. */
function orderOf({ message, cart, campaign }: Subject, { orders }: Stored): string | null {
  if (!cart) return campaign?.first?.orderedId ?? null;
  return orders.get(message.id) ?? (cart.completedAt ? 'completed-checkout' : null);
}

const asksOfCart = ({ message: { id, profileId, flowKey }, addressId, cart }: Subject) =>
  cart
    ? [{ id, profileId, addressId, flowKey, names: [cart.token, cart.checkoutToken], since: cart.linesChangedAt }]
    : [];

const asksOfOffer = ({ message: { id, profileId, subject }, campaign }: Subject) => {
  const { offerId } = subjectOfMessage({ subject });
  return offerId ? [{ messageId: id, profileId, offerId, isAgain: Boolean(campaign?.first) }] : [];
};

const cartFacts = (lines: CartLine[], stock: Stock): SendFacts['cart'] => ({
  itemCount: itemCount(lines),
  buyableCount: itemCount(lines.filter(({ variantId }) => stock.hasVariant(variantId))),
});

/** By message: an order of its person since its cart last changed. */
async function ordersSince(db: Db, shopId: string, subjects: readonly Subject[]): Promise<Map<string, string>> {
  const asked = subjects.flatMap(({ message: { id, profileId }, cart }) =>
    cart ? [{ id, profileId, since: cart.linesChangedAt }] : [],
  );
  if (asked.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; orderId: string }[]>`
    SELECT DISTINCT ON (q."id") q."id", o."id" AS "orderId"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q("id" uuid, "profileId" uuid, "since" timestamptz)
    JOIN orders o ON o."shopId" = ${shopId}::uuid AND o."profileId" = q."profileId" AND o."placedAt" >= q."since"
    ORDER BY q."id", o."placedAt"`;
  return new Map(rows.map(({ id, orderId }) => [id, orderId]));
}

/** What the person chose, and what they got about this topic; who has no address chose nothing. */
function personalRules(
  { message, profile, addressId, topic }: Subject,
  { preferences, lastAbout }: Stored,
): Pick<SendFacts, 'person' | 'topic'> {
  const timezone = profile && timeZoneOf(profile);
  if (!addressId) return { person: { pausedUntil: null, minutesBetween: null, offTopic: null, timezone }, topic: null };
  const { topicsOff, pausedUntil, minutesBetween } = preferences.get(addressId) ?? NO_PREFERENCES;
  const offTopic = topic && topicsOff.includes(topic.key) ? topic.name : null;
  return {
    person: { pausedUntil, minutesBetween, offTopic, timezone },
    topic: topic && {
      name: topic.name,
      minutesBetween: topic.minutesBetween ?? 0,
      lastSentAt: lastAbout.get(message.id) ?? null,
    },
  };
}
