import type { Shop } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { firstOfDays } from '../shop-days';
import { FORM_PLACES, type FormPlace } from './form-places';

/** Of the last 30 days. Seen only where visitors allow analytics; the other two are entries of the consent ledger. */
export type FormNumbers = Record<FormPlace, { seen: number; asked: number; agreed: number }>;

export const NUMBER_DAYS = 30;

/** What came of each form. An entry of the ledger counts once: whoever had agreed before makes none. */
export async function formNumbers({ clock }: { clock: Clock }, db: Db, shop: Shop): Promise<FormNumbers> {
  const since = firstOfDays(NUMBER_DAYS, clock.now(), shop.timezone);
  const seen = await db.$queryRaw<{ place: string; count: number }[]>`
    SELECT "place", sum("seen")::int AS "count" FROM storefront_form_views
    WHERE "shopId" = ${shop.id}::uuid AND "day" >= ${since}::date GROUP BY 1`;
  const said = await db.$queryRaw<{ place: string; asked: number; agreed: number }[]>`
    SELECT "evidence"->>'form' AS "place",
      count(*) FILTER (WHERE "source" = 'sign-up')::int AS "asked",
      count(*) FILTER (WHERE "state" = 'granted')::int AS "agreed"
    FROM consent_entries
    WHERE "shopId" = ${shop.id}::uuid AND "evidence" ? 'form' AND "source" IN ('sign-up', 'double-opt-in')
      AND "occurredAt" >= (${since}::date::timestamp AT TIME ZONE ${shop.timezone}) GROUP BY 1`;
  const of = (place: FormPlace) => ({
    seen: seen.find((each) => each.place === place)?.count ?? 0,
    asked: said.find((each) => each.place === place)?.asked ?? 0,
    agreed: said.find((each) => each.place === place)?.agreed ?? 0,
  });
  return Object.fromEntries(FORM_PLACES.map((place) => [place, of(place)])) as FormNumbers;
}
