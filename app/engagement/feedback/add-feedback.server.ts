import { withShop, type Database } from '~/platform/db/db.server';

interface Seen {
  strategy: string;
  /** From 1. */
  place: number;
}

/** What one page of a storefront says was seen and clicked on it. */
export interface StorefrontFeedback {
  shopId: string;
  /** Any instant of the day, in UTC. */
  day: Date;
  shown: readonly Seen[];
  clicked: readonly Seen[];
}

/**
 * Adds what several pages of one shop said, in one statement that touches each row once and always in the same order, so that two processes never
 * wait for each other. Gives what kept each from being written, as a group writer wants it.
 */
export async function addFeedback(
  pool: Pick<Database['pool'], 'query'>,
  group: readonly StorefrontFeedback[],
): Promise<undefined[]> {
  const rows = group.flatMap(({ day, shown, clicked }) => [
    ...shown.map((each) => ({ ...each, day, shown: 1, clicked: 0 })),
    ...clicked.map((each) => ({ ...each, day, shown: 0, clicked: 1 })),
  ]);
  const shopId = group[0]?.shopId ?? '';
  await withShop(shopId, () =>
    pool.query({
      name: 'add-feedback',
      text: ADD,
      values: [
        shopId,
        rows.map(({ day }) => day.toISOString().slice(0, 10)),
        rows.map(({ strategy }) => strategy),
        rows.map(({ place }) => place),
        rows.map(({ shown }) => shown),
        rows.map(({ clicked }) => clicked),
      ],
    }),
  );
  return group.map(() => undefined);
}

const ADD = `
  INSERT INTO recommendation_feedback AS f ("shopId", "day", "surface", "strategy", "place", "shown", "clicked")
  SELECT $1::uuid, r."day", 'storefront', r."strategy", r."place", sum(r."shown"), sum(r."clicked")
  FROM unnest($2::date[], $3::text[], $4::int[], $5::int[], $6::int[]) AS r("day", "strategy", "place", "shown", "clicked")
  GROUP BY 2, 4, 5 ORDER BY 2, 4, 5
  ON CONFLICT ("shopId", "day", "surface", "strategy", "place")
  DO UPDATE SET "shown" = f."shown" + excluded."shown", "clicked" = f."clicked" + excluded."clicked"`;
