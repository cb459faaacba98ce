import fc from 'fast-check';
import type { Report } from '~/capture/events/reports';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { advanceRuns, nextFlowsAt } from '~/decisions/flows/runner/advance-runs.server';
import { nextMessageDueAt } from '~/decisions/send-policy/message-ledger.server';
import type { PersonReplay, ReplayedMail } from '~/decisions/flows/replay/replayed';
import { recordReport } from '~/jobs/reports/record-report.server';
import { earliest } from '~/platform/clock/clock';
import { cartLine, checkoutReport, gid, orderReport } from './reports';
import type { SendingWorld } from './sending-world';
import { after } from './times';

const MINUTE = 60_000;

/** Something that happens to one of some people, told some minutes after. */
export interface Happening {
  minute: number;
  who: number;
  lateMinutes: number;
  what:
    | { kind: 'cart'; cart: number; lines: { variant: number; quantity: number }[] }
    | { kind: 'order'; cart: number | null; totalMinor: number }
    | { kind: 'cancelled'; order: number }
    | { kind: 'consent'; state: 'granted' | 'withdrawn' }
    | { kind: 'custom'; score: number };
}

const line = fc.record({ variant: fc.integer({ min: 1, max: 4 }), quantity: fc.integer({ min: 1, max: 2 }) });
const what: fc.Arbitrary<Happening['what']> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('cart' as const),
      cart: fc.integer({ min: 0, max: 1 }),
      lines: fc.uniqueArray(line, { maxLength: 3, selector: ({ variant }) => variant }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      cart: fc.option(fc.integer({ min: 0, max: 1 })),
      totalMinor: fc.integer({ min: 100, max: 9_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancelled' as const), order: fc.integer({ min: 0, max: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('consent' as const),
      state: fc.constantFrom('granted' as const, 'withdrawn' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('custom' as const), score: fc.integer({ min: 0, max: 9 }) }) },
);

/**
 * What happens to some people within so many minutes, in its order. To one of them one thing at an instant: whether somebody looked between two of the same
 * instant, nobody can tell afterwards.
 */
export const anyLife = (people: number, minutes: number): fc.Arbitrary<Happening[]> =>
  fc
    .uniqueArray(
      fc.record({
        minute: fc.integer({ min: 1, max: minutes }),
        who: fc.integer({ min: 0, max: people - 1 }),
        lateMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
        what,
      }),
      { minLength: 15, maxLength: 45, selector: ({ minute, who }) => `${minute} ${who}` },
    )
    .map((happenings) => [...saysYes(people), ...happenings.sort((a, b) => a.minute - b.minute)]);

const saysYes = (people: number): Happening[] =>
  Array.from({ length: people }, (_, who) => ({
    minute: 0,
    who,
    lateMinutes: 0,
    what: { kind: 'consent', state: 'granted' },
  }));

/** Lets people live in a world whose flows are on, workers being there at each moment at which something is due. */
export async function live(world: SendingWorld, life: readonly Happening[], untilMinute: number): Promise<void> {
  const start = world.app.clock.now();
  const orders = new Map<number, { id: number; report: Extract<Report, { kind: 'order' }> }[]>();
  for (const [nth, happening] of life.entries()) {
    await passTo(world, after(happening.minute * MINUTE, start));
    for (const report of reportsOf(world, happening, nth, orders)) await record(world, report, `told ${nth}`);
    await work(world);
  }
  await passTo(world, after(untilMinute * MINUTE, start));
}

let told = 0;
const record = (world: SendingWorld, report: Report, dedupeKey: string) =>
  world.app.db.transaction((tx) =>
    recordReport({ services: world.app, shopId: world.shop.id, dedupeKey: `${dedupeKey} ${(told += 1)}` }, tx, report),
  );

async function work(world: SendingWorld): Promise<void> {
  await advanceRuns(world.app, world.shop.id);
  await world.send();
}

/** Time goes on from one thing that is due to the next. */
async function passTo(world: SendingWorld, target: Date): Promise<void> {
  const { app, shop } = world;
  for (;;) {
    const now = app.clock.now();
    const flowsAt = await nextFlowsAt(app.db.prisma, shop.id, now);
    const due = earliest(flowsAt, await nextMessageDueAt(app.db.prisma, shop.id));
    if (!due || due > target) break;
    world.pass(Math.max(0, due.getTime() - now.getTime()));
    await work(world);
  }
  world.pass(target.getTime() - app.clock.now().getTime());
}

const emailOf = (who: number): string => `lives${who}@example.com`;
const tokenOf = (who: number, cart: number): string => `cart-${who}-${cart}`;

function reportsOf(
  { app }: SendingWorld,
  { who, what: it, lateMinutes }: Happening,
  nth: number,
  orders: Map<number, { id: number; report: Extract<Report, { kind: 'order' }> }[]>,
): Report[] {
  const now = app.clock.now();
  // A cart that is told late is told before its next report: what it was in between nobody can tell afterwards.
  const at = it.kind === 'cart' ? now : after(-lateMinutes * MINUTE, now);
  const person = { email: emailOf(who), customerId: gid('Customer', 100 + who), seenAt: at };
  const own = orders.get(who) ?? [];
  switch (it.kind) {
    case 'cart': {
      const token = tokenOf(who, it.cart);
      const lines = it.lines.map(({ variant, quantity }) => cartLine(variant, quantity));
      const times = { createdAt: at, updatedAt: at, person };
      return [{ kind: 'checkout', checkout: checkoutReport(`co-${token}`, { cartToken: token, lines, ...times }) }];
    }
    case 'order': {
      const id = 1_000 + nth;
      const cartToken = it.cart === null ? null : tokenOf(who, it.cart);
      const times = { placedAt: at, updatedAt: at, person };
      const report = {
        kind: 'order',
        order: orderReport(id, { cartToken, totalMinor: it.totalMinor, ...times }),
      } as const;
      orders.set(who, [...own, { id, report }]);
      return [report];
    }
    case 'cancelled': {
      const known = own[it.order];
      if (!known || known.report.order.cancelledAt) return [];
      const report = { kind: 'order', order: { ...known.report.order, cancelledAt: now, updatedAt: now } } as const;
      own[it.order] = { id: known.id, report };
      return [report];
    }
    case 'consent': {
      const consent = {
        customerId: person.customerId,
        email: person.email,
        state: it.state,
        optInLevel: null,
        occurredAt: at,
      };
      return [{ kind: 'consent', consent }];
    }
    case 'custom': {
      const fact = { kind: 'track', name: 'Quiz done', properties: { score: it.score } } as const;
      return [{ kind: 'told', told: { person, fact } }];
    }
  }
}

/** Runs of a flow as the runner and the sender left them, of those that began from an instant on, in the words of a replay. */
export async function livedRuns({ app, shop }: SendingWorld, flow: FlowDefinition, from: Date) {
  const runs = await app.db.prisma.flowRun.findMany({
    where: { shopId: shop.id, flowKey: flow.key, startedAt: { gte: from } },
    include: { decisions: { orderBy: { seq: 'asc' } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  });
  return Promise.all(
    runs.map(async (run) => ({
      profileId: run.profileId,
      ...{
        startedAt: run.startedAt,
        endedAt: run.endedAt,
        outcome: run.outcome,
        state: run.state,
        subject: run.subject,
      },
      dueAt: run.dueAt,
      looks: run.decisions.map(({ decidedAt, evaluation }) => ({ at: decidedAt, evaluation })),
      mails: await livedMails(app, shop.id, run.id),
    })),
  );
}

async function livedMails(app: SendingWorld['app'], shopId: string, sourceId: string) {
  const messages = await app.db.prisma.message.findMany({
    where: { shopId, sourceId },
    include: { decisions: { orderBy: { seq: 'asc' } } },
    orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }],
  });
  return messages.map((message) => ({
    ...{ step: message.stepKey, template: message.templateKey, plannedAt: message.plannedAt, dueAt: message.dueAt },
    ...{ expiresAt: message.expiresAt, state: STATES[message.state] ?? message.state, sentAt: message.sentAt },
    reason: message.state === 'skipped' ? message.reason : null,
    answers: message.decisions.map(({ decidedAt, lastAt, times, decision, answers }) => ({
      ...{ decidedAt, lastAt, times, decision, answers },
    })),
  }));
}

const STATES: Record<string, string> = { accepted: 'sent', planned: 'waiting' };

/** The same of a replay: as JSON, as it would be stored. */
export const replayedRuns = (replays: readonly PersonReplay[]) =>
  replays.flatMap(({ id: profileId, runs }) =>
    runs.map(({ looks, mails, startedAt, endedAt, outcome, state, subject, dueAt }) => ({
      ...{ profileId, startedAt, endedAt, outcome, state, subject, dueAt, looks },
      mails: mails.map(toStored),
    })),
  );

function toStored({ asked, subject: _subject, ...mail }: ReplayedMail) {
  const answers: { decidedAt: Date; lastAt: Date; times: number; decision: object; answers: object }[] = [];
  let before = '';
  for (const { at, decision, answers: said } of asked) {
    const toldDecision = decision.kind === 'send' ? { kind: 'send' } : { ...decision };
    const name = `${decision.kind} ${decision.kind === 'send' ? '' : decision.reason.code}`;
    const last = answers.at(-1);
    if (last && name === before)
      Object.assign(last, { lastAt: at, times: last.times + 1, decision: toldDecision, answers: said });
    else answers.push({ decidedAt: at, lastAt: at, times: 1, decision: toldDecision, answers: said });
    before = name;
  }
  return { ...mail, answers };
}

/** In one order, instants as text: what is compared. */
export const inOrder = (runs: readonly { profileId: string; startedAt: Date }[]): unknown =>
  JSON.parse(
    JSON.stringify(
      [...runs].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.profileId < b.profileId ? -1 : 1)),
    ),
  );
