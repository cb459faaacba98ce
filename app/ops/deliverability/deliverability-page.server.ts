import type { Shop } from '@prisma/client';
import { Temporal } from 'temporal-polyfill';
import { startOfDay } from '~/customers/rules/days';
import { mailCounts, type CountedMails, type MailCounts } from '~/decisions/send-policy/mail-counts.server';
import { SHARED_A_DAY } from '~/decisions/send-policy/arbiter/way-out-rules';
import { loadStop, newestOutcomes, type Stop } from '~/decisions/send-policy/sending-stop.server';
import { sentByShared } from '~/decisions/send-policy/sent-by-shared.server';
import { loadDomain } from '~/delivery/domains/sender-domain.server';
import { sendingAddress, type LentAddresses } from '~/delivery/sending/sender-address';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { sendingTrouble } from '../sending-trouble.server';
import { firstOfDays } from '../shop-days';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import type { StopFigures } from '../stop-words';
import { daysSchema, type Days } from './days';
import { pastStops, type PastStop } from './past-stops.server';
import { namedSources, type NamedSource } from './sources.server';
import { countByWhy } from './suppressions.server';
import { answerWords, obstacles, type DeliveryFacts, type Obstacle } from './words';

export interface DeliverabilityPage {
  shop: PageShop;
  days: Days;
  answer: string;
  obstacles: Obstacle[];
  total: MailCounts;
  byDay: CountedMails['byDay'];
  byMailbox: CountedMails['byMailbox'];
  bySource: (MailCounts & NamedSource)[];
  /** What the stop-loss judges by, and whether it has stopped. */
  stopLoss: { sent: number; bounced: number; complained: number; countsFrom: string | null };
  stop: (StopFigures & { stoppedAt: string }) | null;
  stops: PastStop[];
  way: DeliveryFacts['wayOut'];
  domain: { name: string; state: string; checkedAt: string | null } | null;
  /** Mails that left by the shared domain within a day; null: they leave by another. */
  shared: { sent: number; most: number } | null;
  suppressed: Awaited<ReturnType<typeof countByWhy>>;
  /** When Postmark's own list was last read. */
  listReadAt: string | null;
  inDoubt: number;
  broken: number;
}

type Deps = PageDeps & { lentAddresses: LentAddresses };

/** Does mail arrive, and what stands in the way? Figures are of mails that left on the last days of the shop's calendar. */
export function deliverabilityPage(
  deps: Deps,
  shopDomain: string,
  search: URLSearchParams,
): Promise<DeliverabilityPage> {
  const days = daysSchema.parse(search.get('days'));
  return inShop(deps, shopDomain, async (db, shop) => {
    const since = firstOfDays(Number(days), deps.clock.now(), shop.timezone);
    const counts = await mailCounts(db, shop.id, since);
    const total = totalOf(counts.byMailbox);
    const state = await stateOf(deps, db, shop);
    const { inDoubt, broken } = await unsettled(db, shop.id, startOfDay(Temporal.PlainDate.from(since), shop.timezone));
    const facts = { days: Number(days), locale: shop.locale, total, byMailbox: counts.byMailbox, inDoubt, broken };
    const all = { ...facts, ...state.facts };
    return {
      ...{
        shop: pageShop(deps, shop),
        days,
        total,
        byDay: everyDay(counts.byDay, since, Number(days)),
        byMailbox: counts.byMailbox,
      },
      ...{ answer: answerWords(all), obstacles: obstacles(all), ...state.shown, inDoubt, broken },
      bySource: await namedSources(db, shop.id, counts.bySource),
      stops: await pastStops(db, shop.id),
      suppressed: await countByWhy(db, shop.id),
    };
  });
}

const NOTHING: MailCounts = {
  ...{ sent: 0, delivered: 0, hardBounced: 0, softBounced: 0, complained: 0, unsubscribed: 0, opened: 0, clicked: 0 },
};

export const totalOf = (rows: MailCounts[]): MailCounts =>
  rows.reduce((sum, row) => {
    const names = Object.keys(NOTHING) as (keyof MailCounts)[];
    return Object.fromEntries(names.map((name) => [name, sum[name] + row[name]])) as unknown as MailCounts;
  }, NOTHING);

/** Days without mail, too: a picture that leaves them out draws a line where there is a gap. */
function everyDay(counted: CountedMails['byDay'], since: string, days: number): CountedMails['byDay'] {
  const found = new Map(counted.map((row) => [row.day, row]));
  return Array.from({ length: days }, (_, nth) => {
    const day = Temporal.PlainDate.from(since).add({ days: nth }).toString();
    return found.get(day) ?? { day, ...NOTHING };
  });
}

/** How the shop's mail leaves just now, and what keeps it. */
async function stateOf(deps: Deps, db: Db, shop: Shop) {
  const { id: shopId } = shop;
  const sender = await loadSender(deps.vault, db, shopId);
  const way = sender ? sendingAddress(sender, shop.domain, deps.lentAddresses).way : 'own';
  const [domain, stop, outcomes, policy, trouble, listed] = await Promise.all([
    loadDomain(db, shopId),
    loadStop(db, shopId),
    newestOutcomes(db, shopId),
    db.sendPolicy.findUnique({ where: { shopId }, select: { isPaused: true } }),
    sendingTrouble(db, shopId),
    db.suppressionRead.findUnique({ where: { shopId }, select: { readAt: true } }),
  ]);
  const byShared = await sentByShared(db, shopId, { wayOut: way }, deps.clock.now());
  return {
    facts: {
      ...{ isStopped: stop !== null, isPaused: policy?.isPaused ?? false, problem: trouble?.detail ?? null },
      ...{ hasSender: sender !== null, hasOwnServer: Boolean(sender?.smtp), wayOut: way, domain },
      sharedFull: way === 'shared' && byShared.length >= SHARED_A_DAY,
    },
    shown: {
      ...{ way, stop: shownStop(stop) },
      domain: domain && { ...{ name: domain.name, state: domain.state }, checkedAt: isoOf(domain.checkedAt) },
      stopLoss: { ...outcomes, countsFrom: isoOf(outcomes.countsFrom) },
      shared: way === 'shared' ? { sent: byShared.length, most: SHARED_A_DAY } : null,
      listReadAt: isoOf(listed?.readAt ?? null),
    },
  };
}

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

const shownStop = (stop: Stop | null) => stop && { ...stop, stoppedAt: stop.stoppedAt.toISOString() };

/** Mails of which it is not known whether they left, of whatever time, and those of the days shown that could not be made or were refused. */
async function unsettled(db: Db, shopId: string, since: Date): Promise<{ inDoubt: number; broken: number }> {
  const [inDoubt, broken] = await Promise.all([
    db.message.count({ where: { shopId, state: 'unknown' } }),
    db.message.count({ where: { shopId, state: 'rejected', plannedAt: { gte: since } } }),
  ]);
  return { inDoubt, broken };
}
