import type { MailSignal, Message } from '@prisma/client';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents, type EventLogDeps } from '~/capture/events/event-log.server';
import { forgetEvents } from '~/capture/events/forget-events.server';
import { offerEvents, type OfferDeps } from '~/decisions/flows/runner/offer-event.server';
import { noteAnew, noteEngagement } from '~/decisions/send-policy/note-engagement.server';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { attributeOrders } from '../attribution/attribute-orders.server';
import type { Verdict } from './judge';

/** What a signal is held to be from now on; `before`: what it was held to be, null where nobody had looked. */
export interface NewVerdict {
  signal: MailSignal;
  seq: number;
  verdict: Verdict;
  before: Verdict['by'] | null;
}

/** Shopify stamps orders with whole seconds, cut off. */
const STAMP_MS = 1_000;

/**
 * Makes a person's history what the newest verdicts say, and what rests on it: the message, what orders are credited to, flows. A fact that is held to be
 * another takes its place under a key of its own, so that all who follow the history see the one go and the other come. What a flow did
 * meanwhile is not undone.
 */
export async function tellVerdicts(
  deps: EventLogDeps & OfferDeps,
  tx: Db,
  message: Message,
  verdicts: readonly NewVerdict[],
): Promise<void> {
  const { shopId, profileId } = message;
  const changed = verdicts.filter(({ verdict, before }) => verdict.by !== before);
  if (!changed.length) return;
  const overturned = changed.filter(({ before }) => before !== null);
  if (overturned.length) await forgetAll(tx, shopId, overturned);
  const events = changed.map(eventOf);
  await appendEvents(
    deps,
    tx,
    shopId,
    events.map((event) => ({ profileId, event })),
  );
  if (overturned.some(({ before }) => before === 'person')) await noteAnew(tx, shopId, message.id);
  const byPerson = events.filter(({ type }) => type === 'email_opened' || type === 'email_clicked');
  for (const { type, occurredAt } of byPerson)
    await noteEngagement(tx, shopId, message.id, type === 'email_opened' ? 'opened' : 'clicked', occurredAt);
  await creditAnew(tx, shopId, profileId, changed);
  await offerEvents(
    deps,
    tx,
    shopId,
    byPerson.map((event) => ({ shopId, profileId, event, cartToken: null })),
  );
}

const keyOf = ({ id }: MailSignal, seq: number): string => `mail-signal:${id}:${seq}`;

/** Of each signal one fact stands in the history, of whichever verdict: that one goes. */
async function forgetAll(tx: Db, shopId: string, overturned: readonly NewVerdict[]): Promise<void> {
  const dedupeKeys = overturned.flatMap(({ signal, seq }) =>
    Array.from({ length: seq - 1 }, (_, before) => keyOf(signal, before + 1)),
  );
  await forgetEvents(tx, shopId, { dedupeKeys });
}

function eventOf({ signal, seq, verdict }: NewVerdict): CustomerEvent {
  const { messageId, occurredAt, kind } = signal;
  const about = { occurredAt, source: 'kindred', dedupeKey: keyOf(signal, seq) } as const;
  const url = signal.url ?? '';
  if (verdict.by === 'person')
    return kind === 'open'
      ? { ...about, type: 'email_opened', properties: { messageId } }
      : { ...about, type: 'email_clicked', properties: { messageId, url } };
  const who = { by: verdict.by, why: verdict.why.map(({ code }) => code) };
  return kind === 'open'
    ? { ...about, type: 'email_loaded', properties: { messageId, ...who } }
    : { ...about, type: 'email_scanned', properties: { messageId, url, ...who } };
}

/** Only what a person did, or was held to have done, earns credit. */
async function creditAnew(tx: Db, shopId: string, profileId: string, changed: readonly NewVerdict[]): Promise<void> {
  const counting = changed.filter(({ verdict, before }) => verdict.by === 'person' || before === 'person');
  if (!counting.length) return;
  const first = Math.min(...counting.map(({ signal }) => signal.occurredAt.getTime()));
  await attributeOrders(tx, shopId, profileId, addMs(new Date(first), -STAMP_MS));
}
