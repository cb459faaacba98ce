import type { Db } from '~/platform/db/db.server';
import { END } from '~/decisions/flows/language/ways';
import { firstDayOf, windowBegins, type Window } from './window';

/** What came of a step's mails. */
export interface MailNumbers {
  sent: number;
  /** Not sent, each with its reason. */
  skipped: number;
  waiting: number;
  opened: number;
  clicked: number;
  orders: number;
  revenueMinor: number;
}

export interface StepNumbers {
  /** Who stands there now. */
  here: number;
  /** How often each of its ways was gone. */
  ways: Record<string, number>;
  /** How often the flow was left from there by one of its ways out. */
  left: number;
  /** Null: it sends none, or sent none. */
  mails: MailNumbers | null;
}

export interface FlowNumbers {
  window: Window;
  /** By the step's key. */
  steps: Record<string, StepNumbers>;
  /** How often each way out was taken, by its key. */
  exits: Record<string, number>;
  inItNow: number;
  entered: number;
  /** Came to an end of the flow itself. */
  finished: number;
  mails: MailNumbers;
}

const NO_MAILS: MailNumbers = { sent: 0, skipped: 0, waiting: 0, opened: 0, clicked: 0, orders: 0, revenueMinor: 0 };
const EXIT = 'exit:';

interface Asked {
  shopId: string;
  flowKey: string;
  window: Window;
  now: Date;
  timezone: string;
}

/** A flow's numbers in a window, step by step and in all, over all of its versions: a step is the same one as long as its key is. */
export async function flowNumbers(db: Db, { shopId, flowKey, window, now, timezone }: Asked): Promise<FlowNumbers> {
  const [since, firstDay] = [windowBegins(window, now, timezone), firstDayOf(window, now, timezone)];
  const own = { db, shopId, flowKey, since, firstDay };
  const [passed, here, mails, entered] = await Promise.all([
    passedBy(own),
    standing(own),
    mailsBy(own),
    enteredSince(own),
  ]);
  const steps: Record<string, StepNumbers> = {};
  const stepOf = (node: string): StepNumbers => (steps[node] ??= { here: 0, ways: {}, left: 0, mails: null });
  for (const { node, people } of here) stepOf(node).here = people;
  for (const { node, ...numbers } of mails) stepOf(node).mails = numbers;
  const exits: Record<string, number> = {};
  for (const { node, way, times } of passed) {
    const step = stepOf(node);
    if (!way.startsWith(EXIT)) step.ways[way] = times;
    else {
      step.left += times;
      exits[way.slice(EXIT.length)] = (exits[way.slice(EXIT.length)] ?? 0) + times;
    }
  }
  return {
    ...{ window, steps, exits, entered },
    inItNow: here.reduce((sum, { people }) => sum + people, 0),
    finished: Object.values(steps).reduce((sum, { ways }) => sum + (ways[END] ?? 0), 0),
    mails: mails.reduce(added, NO_MAILS),
  };
}

const added = (sum: MailNumbers, more: MailNumbers): MailNumbers => ({
  sent: sum.sent + more.sent,
  skipped: sum.skipped + more.skipped,
  waiting: sum.waiting + more.waiting,
  opened: sum.opened + more.opened,
  clicked: sum.clicked + more.clicked,
  orders: sum.orders + more.orders,
  revenueMinor: sum.revenueMinor + more.revenueMinor,
});

interface Own {
  db: Db;
  shopId: string;
  flowKey: string;
  since: Date;
  /** The same as a day of the shop's calendar. */
  firstDay: string;
}

const passedBy = ({ db, shopId, flowKey, firstDay }: Own) => db.$queryRaw<
  { node: string; way: string; times: number }[]
>`
  SELECT c."node", c."way", sum(c."passed")::int AS "times" FROM flow_counts c
  WHERE c."shopId" = ${shopId}::uuid AND c."flowKey" = ${flowKey} AND c."day" >= ${firstDay}::date
  GROUP BY 1, 2`;

const standing = ({ db, shopId, flowKey }: Own) => db.$queryRaw<{ node: string; people: number }[]>`
  SELECT r."state"->>'node' AS "node", count(*)::int AS "people" FROM flow_runs r
  WHERE r."shopId" = ${shopId}::uuid AND r."flowKey" = ${flowKey} AND r."status" = 'active' GROUP BY 1`;

const enteredSince = ({ db, shopId, flowKey, since }: Own): Promise<number> =>
  db.flowRun.count({ where: { shopId, flowKey, startedAt: { gte: since } } });

/** Opened and clicked: by people, as far as can be told. */
const mailsBy = ({ db, shopId, flowKey, since }: Own) => db.$queryRaw<({ node: string } & MailNumbers)[]>`
  SELECT m."stepKey" AS "node", (count(*) FILTER (WHERE m."state" = 'accepted'))::int AS "sent",
    (count(*) FILTER (WHERE m."state" IN ('skipped', 'rejected')))::int AS "skipped",
    (count(*) FILTER (WHERE m."state" IN ('planned', 'claimed', 'requested', 'unknown')))::int AS "waiting",
    (count(*) FILTER (WHERE m."openedAt" IS NOT NULL))::int AS "opened",
    (count(*) FILTER (WHERE m."clickedAt" IS NOT NULL))::int AS "clicked",
    COALESCE(sum(a."orders"), 0)::int AS "orders", COALESCE(sum(a."minor"), 0)::float8 AS "revenueMinor"
  FROM messages m LEFT JOIN LATERAL (
    SELECT count(*) AS "orders", sum(c."revenueMinor") AS "minor" FROM attributions c
    WHERE c."shopId" = m."shopId" AND c."messageId" = m."id" AND c."model" = 'last-touch') a ON true
  WHERE m."shopId" = ${shopId}::uuid AND m."flowKey" = ${flowKey} AND m."plannedAt" >= ${since}::timestamptz GROUP BY 1`;
