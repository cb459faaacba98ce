import type { Message } from '@prisma/client';
import { z } from 'zod';
import { messageSentence, messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { reasonValues, type ReasonValue } from '~/decisions/explanations/reason-words';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { KeptMail } from '~/delivery/sending/mail-contents.server';
import type { Db } from '~/platform/db/db.server';
import { consentProof, type ConsentProof } from './consent-proof.server';
import { keptMail } from './kept-mail.server';
import { decisionsOf, type ToldDecisions } from './message-decisions.server';
import { messageSignals, type ToldSignal } from './message-signals.server';
import { openAddresses, primaryAddresses, type Who } from './people.server';
import { runStory, type RunStory } from './flows/run-story.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { shownRecommendations, type ShownRecommendation } from './shown-products.server';
import { toldMessage } from './told-message';

export interface MessagePage {
  kind: 'found';
  shop: PageShop;
  status: MessageStatus;
  sentence: string;
  values: ReasonValue[];
  person: { profileId: string; who: Who | null };
  step: string;
  /** In the order they come; instants as ISO 8601. */
  times: { label: string; at: string }[];
  /** It was handed to Postmark, as far as is known. */
  hasLeft: boolean;
  /** As it was made; null before that, and once it is no longer kept. */
  mail: KeptMail | null;
  /** Each time it was opened or clicked and by whom, oldest first, and how often more than are shown. */
  signals: ToldSignal[];
  moreSignals: number;
  run: RunStory | null;
  /** Each time it was decided about it, the newest first. */
  decisions: ToldDecisions;
  consent: ConsentProof | null;
  recommendations: ShownRecommendation[];
  /** Orders that are credited to it, and those that it helped with. */
  credited: { orderName: string; revenueMinor: number; orderedAt: string; touch: 'click' | 'open'; isLast: boolean }[];
}

/** One message: what became of it and why. `missing` for one that is not this shop's. */
export function messagePage(
  deps: PageDeps,
  shopDomain: string,
  rawId: string | undefined,
): Promise<MessagePage | { kind: 'missing' }> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const id = z.uuid().safeParse(rawId);
    const message = id.success
      ? await db.message.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } })
      : null;
    return message ? foundPage(deps, db, pageShop(deps, shop), message) : { kind: 'missing' };
  });
}

async function foundPage({ vault }: PageDeps, db: Db, shop: PageShop, message: Message): Promise<MessagePage> {
  const { shopId, profileId } = message;
  const told = toldMessage(message);
  const addressId = message.addressId ?? (await primaryAddresses(db, shopId, [profileId])).get(profileId) ?? null;
  const who = (await openAddresses(vault, db, shopId, [addressId])).get(addressId ?? '') ?? null;
  const [decisions, mail, signals, run, consent, recommendations, credited] = await Promise.all([
    decisionsOf(db, shop, message),
    keptMail(vault, db, shopId, message.id),
    messageSignals(db, { shopId, messageId: message.id }),
    message.sourceKind === 'flow-run' ? runStory(db, shop, shopId, message.sourceId) : null,
    message.consentSeq ? consentProof(db, shopId, message.consentSeq) : null,
    shownRecommendations(db, shopId, (message.recommendations ?? []) as unknown as Recommendation[]),
    creditedOrders(db, shopId, message.id),
  ]);
  return {
    ...{ kind: 'found', shop, decisions, mail, run, consent, recommendations, credited },
    ...signals,
    status: messageStatus(told, shop),
    hasLeft: ['requested', 'accepted', 'unknown'].includes(told.state),
    sentence: messageSentence(told, shop),
    values: told.reason ? reasonValues(told.reason, shop) : [],
    person: { profileId, who },
    step: message.stepKey,
    times: timesOf(message),
  };
}

/** When what happened to it; what has not happened is left out. */
function timesOf(message: Message): MessagePage['times'] {
  const times: [string, Date | null][] = [
    ['Planned', message.plannedAt],
    ['Due', message.dueAt],
    ['Worth sending until', message.sentAt ? null : message.expiresAt],
    ['Sent', message.sentAt],
    ['Delivered', message.deliveredAt],
    ['Opened', message.openedAt],
    ['Clicked', message.clickedAt],
    ['Bounced', message.bouncedAt],
    ['Marked as spam', message.complainedAt],
  ];
  return times.flatMap(([label, at]) => (at ? [{ label, at: at.toISOString() }] : []));
}

async function creditedOrders(db: Db, shopId: string, messageId: string): Promise<MessagePage['credited']> {
  const credits = await db.attribution.findMany({ where: { shopId, messageId }, orderBy: { orderedAt: 'asc' } });
  const ids = credits.map(({ orderId }) => orderId);
  const orders = await db.order.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = new Map(orders.map(({ id, name }) => [id, name]));
  return credits.map(({ orderId, revenueMinor, orderedAt, touchKind, model }) => ({
    orderName: nameOf.get(orderId) ?? 'an order',
    revenueMinor,
    orderedAt: orderedAt.toISOString(),
    touch: touchKind === 'open' ? 'open' : 'click',
    isLast: model === 'last-touch',
  }));
}
