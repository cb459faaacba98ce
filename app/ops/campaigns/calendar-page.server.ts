import { Temporal } from 'temporal-polyfill';
import { dayOf, startOfDay } from '~/customers/rules/days';
import type { CampaignState } from '~/decisions/campaigns/states';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

export interface CalendarDay {
  /** `2026-11-25` */
  day: string;
  /** False: it is of the month before or after. */
  isInMonth: boolean;
  isToday: boolean;
  campaigns: { id: string; name: string; state: CampaignState; at: string }[];
  /** Mails of all kinds that left on it, and that are planned for it. */
  sent: number;
  planned: number;
}

export interface CalendarPage {
  shop: PageShop;
  /** `2026-11` */
  month: string;
  before: string;
  after: string;
  /** Whole weeks, from Monday to Sunday. */
  weeks: CalendarDay[][];
}

const monthOf = (asked: string | null, today: Temporal.PlainDate): Temporal.PlainYearMonth => {
  const isMonth = asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked);
  return isMonth ? Temporal.PlainYearMonth.from(asked) : today.toPlainYearMonth();
};

/** A month with its campaigns, and how much mail each of its days has. */
export function calendarPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<CalendarPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const today = dayOf(deps.clock.now(), shop.timezone);
    const month = monthOf(search.get('month'), today);
    const first = month.toPlainDate({ day: 1 });
    const from = first.subtract({ days: first.dayOfWeek - 1 });
    const last = first.add({ months: 1 }).subtract({ days: 1 });
    const until = last.add({ days: 8 - last.dayOfWeek });
    const span = { from: startOfDay(from, shop.timezone), until: startOfDay(until, shop.timezone) };
    const [campaigns, volumes] = await Promise.all([
      campaignsIn(db, shop.id, span),
      volumesIn(db, shop.id, shop.timezone, span),
    ]);
    const days = Array.from({ length: from.until(until).days }, (_, nth): CalendarDay => {
      const day = from.add({ days: nth });
      const key = day.toString();
      const { sent = 0, planned = 0 } = volumes.get(key) ?? {};
      return {
        ...{ day: key, isInMonth: day.month === month.month, isToday: day.equals(today), sent, planned },
        campaigns: campaigns.filter(({ at }) => dayOf(new Date(at), shop.timezone).toString() === key),
      };
    });
    return {
      ...{ shop: pageShop(deps, shop), month: month.toString(), weeks: weeksOf(days) },
      ...{ before: month.subtract({ months: 1 }).toString(), after: month.add({ months: 1 }).toString() },
    };
  });
}

const weeksOf = (days: readonly CalendarDay[]): CalendarDay[][] =>
  Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));

interface Span {
  from: Date;
  until: Date;
}

async function campaignsIn(db: Db, shopId: string, { from, until }: Span): Promise<CalendarDay['campaigns']> {
  const rows = await db.campaign.findMany({
    where: { shopId, startsAt: { gte: from, lt: until }, state: { not: 'cancelled' } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, state: true, startsAt: true },
  });
  return rows.flatMap(({ id, name, state, startsAt }) =>
    startsAt ? [{ id, name, state: state as CampaignState, at: startsAt.toISOString() }] : [],
  );
}

async function volumesIn(
  db: Db,
  shopId: string,
  timezone: string,
  { from, until }: Span,
): Promise<Map<string, { sent: number; planned: number }>> {
  const rows = await db.$queryRaw<{ day: string; sent: number; planned: number }[]>`
    SELECT "day", sum("sent")::int AS "sent", sum("planned")::int AS "planned" FROM (
      SELECT to_char(m."sentAt" AT TIME ZONE ${timezone}, 'YYYY-MM-DD') AS "day", count(*) AS "sent", 0 AS "planned" FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."state" IN ('requested', 'accepted', 'unknown') AND m."sentAt" >= ${from} AND m."sentAt" < ${until}
      GROUP BY 1
      UNION ALL SELECT to_char(m."dueAt" AT TIME ZONE ${timezone}, 'YYYY-MM-DD'), 0, count(*) FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."dueAt" >= ${from} AND m."dueAt" < ${until} GROUP BY 1
      UNION ALL SELECT to_char(c."startsAt" AT TIME ZONE ${timezone}, 'YYYY-MM-DD'), 0, sum(c."expectedCount") FROM campaigns c
      WHERE c."shopId" = ${shopId}::uuid AND c."state" = 'scheduled' AND c."step" = 'mail' AND c."startsAt" >= ${from} AND c."startsAt" < ${until}
      GROUP BY 1) mails
    GROUP BY 1`;
  return new Map(rows.map(({ day, ...volume }) => [day, volume]));
}
