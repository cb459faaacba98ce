import type { DeliveryLogEntry, UndeliveredLogEntry } from '../log-entry';
import { deliver, isReceived } from './deliver';
import type { Delivery } from './delivery';
import { retryDelayMs } from './retry-schedule';

type Log = (entry: DeliveryLogEntry | UndeliveredLogEntry) => void;

/** Tries a delivery once and logs it; gives what is to be queued in consequence: a retry, a duplicate, or nothing. */
export async function attempt(delivery: Delivery, log: Log, nowMs: () => number): Promise<Delivery[]> {
  if (delivery.fate === 'dropped') return giveUp(delivery, 'dropped', log);
  const outcome = await deliver(delivery.url, delivery.headers, delivery.body);
  const { topic, uri, eventId, webhookId, attempt: number, isDuplicate } = delivery;
  log({ kind: 'webhook', topic, uri, eventId, webhookId, attempt: number, isDuplicate, ...outcome });
  if (!isReceived(outcome)) return retry(delivery, log);
  return delivery.fate === 'doubled' ? [{ ...delivery, fate: 'sent', isDuplicate: true, dueAtMs: nowMs() }] : [];
}

/** The next try is due from the time this one was due, so that a long jump of the clock makes all missed ones due. */
function retry(delivery: Delivery, log: Log): Delivery[] {
  const delayMs = retryDelayMs(delivery.attempt);
  if (delayMs === null) return giveUp(delivery, 'exhausted', log);
  return [{ ...delivery, attempt: delivery.attempt + 1, dueAtMs: delivery.dueAtMs + delayMs }];
}

function giveUp({ topic, uri, eventId, webhookId }: Delivery, reason: UndeliveredLogEntry['reason'], log: Log): [] {
  log({ kind: 'webhook-undelivered', topic, uri, eventId, webhookId, reason });
  return [];
}
