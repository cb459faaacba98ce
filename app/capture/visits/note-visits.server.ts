import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { CustomerEvent } from '../events/event';
import { appendEvents, type EventLogDeps } from '../events/event-log.server';
import { SILENCE_MINUTES, visitChanges, type Seen } from './visits';

/** What a visitor's browser just told, as it was added to the log. */
export interface FreshEvents {
  profileId: string;
  visitorId: string;
  fresh: readonly CustomerEvent[];
}

/**
 * Keeps in the log when visits began, and gives the events of those that truly began now: not of one of which it only came out late that it had begun
 * before. Two deliveries of one browser wait for each other.
 */
export async function noteVisits(
  deps: EventLogDeps,
  tx: Db,
  shopId: string,
  told: FreshEvents,
): Promise<CustomerEvent[]> {
  const { profileId, visitorId, fresh } = told;
  if (fresh.length === 0) return [];
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`visits:${shopId}:${visitorId}`}, 0))::text`;
  const known = await knownAround(tx, shopId, told);
  const { begun, moved, gone } = visitChanges(fresh.map(seenOf), known);
  if (gone.length > 0)
    await tx.event.deleteMany({
      where: { shopId, profileId, dedupeKey: { in: gone.map(({ key }) => visitKey(key)) } },
    });
  const eventOf = new Map(fresh.map((event) => [event.dedupeKey, event]));
  const visits = [...begun, ...moved].flatMap(({ key }) => visitOf(eventOf.get(key)));
  const rows = visits.map((event) => ({ profileId, event }));
  const added = await appendEvents(deps, tx, shopId, rows);
  const isNew = new Set(begun.map(({ key }) => visitKey(key)));
  return visits.filter(({ dedupeKey }) => added.has(dedupeKey) && isNew.has(dedupeKey));
}

const seenOf = ({ occurredAt, dedupeKey }: CustomerEvent): Seen => ({ at: occurredAt, key: dedupeKey });

/** Named by what it began with: told again, that begins nothing anew. */
const visitKey = (key: string): string => `visit:${key}`;

/** When else this browser was seen, near what it told now. */
async function knownAround(tx: Db, shopId: string, { profileId, visitorId, fresh }: FreshEvents): Promise<Seen[]> {
  const times = fresh.map(({ occurredAt }) => occurredAt.getTime());
  const silence = minutes(SILENCE_MINUTES);
  const [from, until] = [new Date(Math.min(...times) - silence), addMs(new Date(Math.max(...times)), silence)];
  return tx.$queryRaw<Seen[]>`
    SELECT e."occurredAt" AS "at", e."dedupeKey" AS "key" FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ${profileId}::uuid AND e."occurredAt" > ${from} AND e."occurredAt" < ${until}
      AND e."source" = 'storefront' AND starts_with(e."dedupeKey", ${`storefront:${visitorId}:`})
      AND e."dedupeKey" <> ALL(${fresh.map(({ dedupeKey }) => dedupeKey)}::text[])`;
}

function visitOf(first: CustomerEvent | undefined): CustomerEvent[] {
  if (!first) return [];
  const { url, referrer, utm, device } = first.type === 'page_viewed' ? first.properties : {};
  const properties = {
    ...(url === undefined ? {} : { url }),
    ...(referrer === undefined ? {} : { referrer }),
    ...(utm === undefined ? {} : { utm }),
    ...(device === undefined ? {} : { device }),
  };
  const { occurredAt, dedupeKey } = first;
  return [{ type: 'visit_began', properties, occurredAt, source: 'kindred', dedupeKey: visitKey(dedupeKey) }];
}
