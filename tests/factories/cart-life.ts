import fc from 'fast-check';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { next, startOf, type Intent } from '~/decisions/flows/engine/next-step';
import type { RunState } from '~/decisions/flows/engine/run-state';
import type { Facts } from '~/customers/rules/facts';
import { after } from './times';

/** Something that happens to a cart and its owner, so many minutes after the cart was first filled. */
export interface LifeEvent {
  minute: number;
  what: 'cart-changed' | 'cart-emptied' | 'ordered' | 'consent-withdrawn' | 'consent-granted';
}

export interface Life {
  events: LifeEvent[];
  /** Spans in which no worker is there, in order and apart: the engine is asked only when they are over. */
  outages: { from: number; until: number }[];
}

/** A mail the engine decided on. */
export interface Decided {
  step: string;
  dueAt: number;
  expiresAt: number;
  /** When the engine said so, and what was true then. */
  saidAt: number;
  lastChangeAt: number;
  isOver: boolean;
}

export interface Outcome {
  sends: Decided[];
  end: Extract<Intent, { kind: 'end' }>['outcome'] | null;
  endedAt: number;
}

const START = new Date('2026-03-10T12:00:00.000Z');
const LONGEST_MINUTES = 10_000;
const atMinute = (minute: number): Date => after(minute * 60_000, START);
const minuteOf = (at: Date): number => (at.getTime() - START.getTime()) / 60_000;

/** Lives a life minute by minute: the engine is asked when something happens and when its own wait is over, unless nobody is there. */
export function live(flow: FlowDefinition, { events, outages }: Life): Outcome {
  const known = { changedAt: 0, items: 1, orders: 0, consent: 'granted' };
  const outcome: Outcome = { sends: [], end: null, endedAt: -1 };
  let state: RunState = startOf(flow, START);
  let dueAt = 0;
  for (let minute = 0; minute <= LONGEST_MINUTES && !outcome.end; minute++) {
    for (const { what } of events.filter((event) => event.minute === minute)) {
      happen(known, what, minute);
      dueAt = Math.min(dueAt, minute);
    }
    const isDown = outages.some(({ from, until }) => from <= minute && minute < until);
    if (isDown || dueAt > minute) continue;
    const step = next(flow, state, factsOf(known), atMinute(minute));
    state = step.state;
    for (const intent of step.intents)
      if (intent.kind === 'send')
        outcome.sends.push({
          step: intent.step,
          dueAt: minuteOf(intent.dueAt),
          expiresAt: minuteOf(intent.expiresAt),
          saidAt: minute,
          lastChangeAt: known.changedAt,
          isOver: known.orders > 0 || known.items === 0 || known.consent === 'withdrawn',
        });
      else if (intent.kind === 'wait') dueAt = minuteOf(intent.until);
      else if (intent.kind === 'end') Object.assign(outcome, { end: intent.outcome, endedAt: minute });
  }
  return outcome;
}

interface Known {
  changedAt: number;
  items: number;
  orders: number;
  consent: string;
}

function happen(known: Known, what: LifeEvent['what'], minute: number): void {
  switch (what) {
    case 'cart-changed':
      Object.assign(known, { changedAt: minute, items: known.items + 1 });
      return;
    case 'cart-emptied':
      Object.assign(known, { changedAt: minute, items: 0 });
      return;
    case 'ordered':
      known.orders += 1;
      return;
    case 'consent-withdrawn':
      known.consent = 'withdrawn';
      return;
    case 'consent-granted':
      known.consent = 'granted';
  }
}

const factsOf = (known: Known): Facts => ({
  'profile.hasAddress': true,
  'consent.marketing': known.consent,
  'cart.itemCount': known.items,
  'cart.isBought': known.orders > 0,
  'cart.linesChangedAt': atMinute(known.changedAt).toISOString(),
  'count:order_placed:run': known.orders,
});

const event = fc.record({
  minute: fc.integer({ min: 0, max: 4_000 }),
  // Changes weigh more: they are what mails must keep away from.
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('cart-changed' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('cart-emptied', 'ordered', 'consent-withdrawn', 'consent-granted' as const),
    },
  ),
});
const outage = fc
  .tuple(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1, max: 3_000 }))
  .map(([from, minutes]) => ({ from, until: from + minutes }));

/** Any life of a few days. */
export const anyLife: fc.Arbitrary<Life> = fc.record({
  events: fc.array(event, { maxLength: 12 }),
  outages: fc.array(outage, { maxLength: 2 }),
});
