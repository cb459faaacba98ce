import type { Event, Message, Prisma } from '@prisma/client';
import { eventTypes } from '~/capture/events/event';
import { eventWords, productOf, toldEvent, type ToldEvent } from '~/decisions/explanations/event-words';
import { messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { reasonWords } from '~/decisions/explanations/reason-words';
import { capitalised, dayHeading, keyWords, timeWords } from '~/decisions/explanations/spoken-shop';
import type { Db } from '~/platform/db/db.server';
import { flowMoments, type FlowMoment } from './flow-moments.server';
import { cutPage, readPaging, type PageLinks, type Paging, type Position } from './list-pages';
import type { PageShop } from './shop-context.server';
import { knownProducts, type ShownProduct } from './shown-products.server';
import { toldMessage } from './told-message';

export interface TimelineEntry {
  id: string;
  at: string;
  /** Its time of day, as the shop writes it. */
  time: string;
  words: string;
  /** Why a mail was not sent, or waits. */
  reason: string | null;
  product: ShownProduct | null;
  /** The message it is, or is about. */
  messageId: string | null;
  /** The flow it was in, and that way through it; null: it was in none. */
  run: { flowName: string; url: string } | null;
  status: MessageStatus | null;
}

export interface Timeline {
  /** Newest first, a day's things together. */
  days: { heading: string; entries: TimelineEntry[] }[];
  links: PageLinks;
}

/** A thing of the timeline before it is put into words. A mail stands where it was sent, or planned when it was not. */
type Thing = Position &
  ({ kind: 'event'; event: ToldEvent } | { kind: 'message'; message: Message } | { kind: 'flow'; moment: FlowMoment });

const SHOWN = 40;

/** What somebody did, what flows did with them and what they got, in one line of time. */
export async function timelineOf(
  db: Db,
  shop: PageShop,
  shopId: string,
  profileId: string,
  search: URLSearchParams,
): Promise<Timeline> {
  const paging = readPaging(search);
  const [events, messages, moments] = await Promise.all([
    findEvents(db, shopId, profileId, paging),
    db.message.findMany({ where: { shopId, profileId } }),
    flowMoments(db, shop, shopId, profileId),
  ]);
  const upwards = paging.kind === 'newer' ? 1 : -1;
  // One person's messages and ways through flows are few: they are all read, and those beyond the page left out.
  const few = [...messages.map(messageThing), ...moments.map(flowThing)].filter(isOnPage(paging));
  const things = [...events.flatMap(eventThing), ...few].sort((a, b) => upwards * compare(a, b));
  const { rows, links } = cutPage(things, paging, SHOWN, (thing) => thing);
  const entries = await inWords(db, shop, shopId, rows);
  return { days: byDay(entries, shop), links };
}

const compare = (a: Position, b: Position): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function eventThing({ id, occurredAt, ...row }: Event): Thing[] {
  const event = toldEvent(row);
  return event ? [{ kind: 'event', id, at: occurredAt, event }] : [];
}

/** Views of pages that have an event of their own: a product, a search, the cart, the checkout. */
const SAID_TWICE: Prisma.EventWhereInput = {
  type: 'page_viewed',
  OR: ['/products/', '/collections/', '/cart', '/checkouts/', '/search'].map((part) => ({
    properties: { path: ['url'], string_contains: part },
  })),
};

function findEvents(db: Db, shopId: string, profileId: string, paging: Paging): Promise<Event[]> {
  const direction = paging.kind === 'newer' ? 'asc' : 'desc';
  return db.event.findMany({
    where: {
      shopId,
      profileId,
      type: { in: eventTypes },
      NOT: SAID_TWICE,
      ...(paging.kind === 'newest' ? {} : beyond(paging)),
    },
    orderBy: [{ occurredAt: direction }, { id: direction }],
    take: SHOWN + 1,
  });
}

function beyond({ kind, than }: Exclude<Paging, { kind: 'newest' }>) {
  const { at, id } = than;
  return kind === 'older'
    ? { occurredAt: { lte: at }, OR: [{ occurredAt: { lt: at } }, { id: { lt: id } }] }
    : { occurredAt: { gte: at }, OR: [{ occurredAt: { gt: at } }, { id: { gt: id } }] };
}

const messageThing = (message: Message): Thing => ({
  ...{ kind: 'message', id: message.id, at: message.sentAt ?? message.plannedAt, message },
});

const flowThing = (moment: FlowMoment): Thing => ({ kind: 'flow', id: moment.id, at: moment.at, moment });

const isOnPage =
  (paging: Paging) =>
  (thing: Thing): boolean => {
    if (paging.kind === 'newest') return true;
    const distance = compare(thing, paging.than);
    return paging.kind === 'older' ? distance < 0 : distance > 0;
  };

async function inWords(db: Db, shop: PageShop, shopId: string, things: Thing[]): Promise<TimelineEntry[]> {
  const events = things.flatMap((thing) => (thing.kind === 'event' ? [thing.event] : []));
  const products = await knownProducts(
    db,
    shopId,
    events.flatMap((event) => productOf(event) ?? []),
  );
  const orders = await orderNames(db, shopId, events);
  const context = {
    shop,
    titleOf: (id: string) => products.get(id)?.title,
    orderName: (id: string) => orders.get(id),
  };
  return things.map((thing): TimelineEntry => {
    const base = { id: thing.id, at: thing.at.toISOString(), time: timeWords(thing.at, shop) };
    if (thing.kind === 'message') return { ...base, ...messageEntry(thing.message, shop) };
    if (thing.kind === 'flow') return { ...base, ...flowEntry(thing.moment), id: `${thing.id} ${base.at}` };
    const { event } = thing;
    return {
      ...base,
      words: eventWords(event, context),
      product: products.get(productOf(event) ?? '') ?? null,
      messageId: 'messageId' in event.properties ? event.properties.messageId : null,
      ...{ reason: null, status: null, run: null },
    };
  });
}

function flowEntry({ says: [first = '', ...rest], flowName, flowKey, runId }: FlowMoment): Words {
  const run = { flowName, url: `/app/flows/${flowKey}/runs/${runId}` };
  return { words: first, reason: rest.join(' ') || null, run, product: null, messageId: null, status: null };
}

type Words = Omit<TimelineEntry, 'id' | 'at' | 'time'>;

function messageEntry(message: Message, shop: PageShop): Words {
  const told = toldMessage(message);
  return {
    words: capitalised(keyWords(message.stepKey)),
    reason: told.reason ? reasonWords(told.reason) : null,
    product: null,
    run: null,
    messageId: message.id,
    status: messageStatus(told, shop),
  };
}

async function orderNames(db: Db, shopId: string, events: ToldEvent[]): Promise<Map<string, string>> {
  const ids = events.flatMap(({ properties }) =>
    'orderId' in properties && properties.orderId ? [properties.orderId] : [],
  );
  if (!ids.length) return new Map();
  const orders = await db.order.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(orders.map(({ id, name }) => [id, name]));
}

function byDay(entries: TimelineEntry[], shop: PageShop): Timeline['days'] {
  const days: Timeline['days'] = [];
  for (const entry of entries) {
    const heading = dayHeading(entry.at, shop);
    const last = days.at(-1);
    if (last?.heading === heading) last.entries.push(entry);
    else days.push({ heading, entries: [entry] });
  }
  return days;
}
