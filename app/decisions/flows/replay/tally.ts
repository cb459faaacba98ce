import type { PersonPast, ShopPast } from './past';
import { dayOf } from '~/customers/rules/days';
import type { PersonReplay, ReplayedMail, ReplayedRun } from './replayed';
import { broughtBy } from './brought-by';

type Counts = Record<string, number>;

/** What a replay comes to, of nobody by name: it grows person by person, and stands in a row between. */
export interface Tally {
  /** People who were looked at, those who came in, and those who would have got a mail. */
  people: { looked: number; entered: number; mailed: number };
  runs: { begun: number; finished: number; underWay: number; exited: Counts };
  /** By node: runs that came there, and that stand there when the window ends. */
  nodes: Record<string, { came: number; stand: number }>;
  mails: { planned: number; sent: number; waiting: number; notSent: Counts; putOff: Counts };
  /** By step: mails that went. */
  steps: Counts;
  /** By day of the shop’s calendar: mails that went. */
  days: Counts;
  /** By the place of a part in the trigger’s rule: how often it did not hold; and how often somebody had been there too recently. */
  turnedAway: { rule: Counts; again: number };
  /** By flow (campaigns: nothing): mails that really went and would have waited. */
  collisions: Counts;
  brought: { orders: number; minor: number; elsewhere: number };
  /** Discount codes that people would have been given: one of an offer for each. Absent: it was not counted when this was made. */
  codes?: number;
}

export const emptyTally = (): Tally => ({
  people: { looked: 0, entered: 0, mailed: 0 },
  runs: { begun: 0, finished: 0, underWay: 0, exited: {} },
  nodes: {},
  mails: { planned: 0, sent: 0, waiting: 0, notSent: {}, putOff: {} },
  ...{ steps: {}, days: {}, collisions: {} },
  turnedAway: { rule: {}, again: 0 },
  brought: { orders: 0, minor: 0, elsewhere: 0 },
  codes: 0,
});

const count = (counts: Counts, key: string, by = 1): void => void (counts[key] = (counts[key] ?? 0) + by);

interface Told {
  past: PersonPast;
  replay: PersonReplay;
}

/** Adds what a flow would have done for one person. Orders count within so many days after a mail. */
export function addToTally(
  tally: Tally,
  { past, replay }: Told,
  shop: Pick<ShopPast, 'timezone' | 'currency'>,
  windowDays: number,
): void {
  const mails = replay.runs.flatMap((run) => run.mails);
  tally.people.looked += 1;
  tally.people.entered += replay.runs.length > 0 ? 1 : 0;
  tally.people.mailed += mails.some(({ state }) => state === 'sent') ? 1 : 0;
  const offers = new Set(mails.flatMap(({ offer, state }) => (offer && state === 'sent' ? [offer] : [])));
  tally.codes = (tally.codes ?? 0) + offers.size;
  for (const run of replay.runs) addRun(tally, run);
  for (const mail of mails) addMail(tally, mail, shop.timezone);
  for (const { why } of replay.turnedAway) {
    if (why.kind === 'again') tally.turnedAway.again += 1;
    else for (const place of why.missing) count(tally.turnedAway.rule, String(place));
  }
  for (const { flowKey } of replay.collisions) count(tally.collisions, flowKey ?? '');
  const brought = broughtBy(past, replay, shop.currency, windowDays);
  tally.brought.orders += brought.orders;
  tally.brought.minor += brought.minor;
  tally.brought.elsewhere += brought.elsewhere;
}

function addRun({ runs, nodes }: Tally, { outcome, looks, state }: ReplayedRun): void {
  runs.begun += 1;
  if (outcome === null) runs.underWay += 1;
  else if (outcome.kind === 'finished') runs.finished += 1;
  else count(runs.exited, outcome.exit);
  const passed = looks.flatMap(({ evaluation }) =>
    evaluation.observations.flatMap((each) => ('node' in each ? each.node : [])),
  );
  for (const node of new Set([...passed, state.node])) {
    const known = (nodes[node] ??= { came: 0, stand: 0 });
    known.came += 1;
    known.stand += outcome === null && node === state.node ? 1 : 0;
  }
}

function addMail({ mails, steps, days }: Tally, mail: ReplayedMail, timezone: string): void {
  mails.planned += 1;
  // Put off for the same reason again is the same waiting.
  const waits = new Set(mail.asked.flatMap(({ decision }) => (decision.kind === 'defer' ? decision.reason.code : [])));
  for (const code of waits) count(mails.putOff, code);
  if (mail.state === 'waiting') mails.waiting += 1;
  if (mail.reason) count(mails.notSent, mail.reason.code);
  if (!mail.sentAt) return;
  mails.sent += 1;
  count(steps, mail.step);
  count(days, dayOf(mail.sentAt, timezone).toString());
}
