import { findCollection, findGoods, findOrder } from '~/capture/catalog/find-mentioned.server';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import type { ToldFact, ToldReport } from '~/capture/events/told-reports';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import { inOwnWords, mentionedIn, type Known } from '~/integrations/segment-spec/commerce-events';
import type { Db } from '~/platform/db/db.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

/** What a program of the merchant's told through the API: who somebody is, and what they did. */
export async function recordTold(context: ReportContext, tx: Db, { person, fact }: ToldReport): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const profileId = await identifyAndMerge(context, tx, { person });
  if (!fact) return;
  const said = await sayIt(tx, shopId, fact);
  const event = { ...said, occurredAt: person.seenAt, source: 'api', dedupeKey } as CustomerEvent;
  const added = await appendEvents(services, tx, shopId, [{ profileId, event }]);
  if (added.size) await offerEvent(services, tx, { shopId, profileId, event, cartToken: null });
}

/** In our own words where the catalogue knows what it speaks of, and else as it was told. */
async function sayIt(tx: Db, shopId: string, fact: ToldFact): Promise<Pick<CustomerEvent, 'type' | 'properties'>> {
  const { currency } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true } });
  return (
    inOwnWords(fact, await lookUp(tx, shopId, fact), currency) ?? { type: 'custom_event', properties: asTold(fact) }
  );
}

async function lookUp(tx: Db, shopId: string, fact: ToldFact): Promise<Known> {
  const { goods, collection, order } = mentionedIn(fact);
  return {
    goods: await findGoods(tx, shopId, goods),
    collectionId: collection && (await findCollection(tx, shopId, collection)),
    orderId: order && (await findOrder(tx, shopId, order)),
  };
}

const UNNAMED = { track: 'Event', page: 'Page viewed', screen: 'Screen viewed' };

/** A page or a screen is called by what it is, and carries its name. */
function asTold({ kind, name, properties }: ToldFact): { name: string; properties: Record<string, unknown> } {
  if (kind === 'track') return { name, properties };
  return { name: UNNAMED[kind], properties: name ? { name, ...properties } : properties };
}
