import type { BusinessQueue } from '../business-queue';
import type { PostmarkLogEntry, WebhookAttemptEntry } from '../log/entries';
import type { AppendOnlyLog } from '../../log';
import type { WorldClock } from '../../clock';
import type { IdSource, Random } from '../random';
import type { PostmarkServer } from '../servers/servers';
import { postWebhook, type PostResult } from './post-webhook';
import type { RetrySchedule } from './retry-schedule';
import type { RecordType, Webhook } from './webhooks';

/** What the network does to webhooks, drawn by seed: rates from 0 to 1, delays up to `maxDelayMs` of business time. */
export interface WebhookWeather {
  dropRate: number;
  duplicateRate: number;
  maxDelayMs: number;
}

export const fairWeather: WebhookWeather = { dropRate: 0, duplicateRate: 0, maxDelayMs: 0 };

/** Something that happened to a mail. `payload` makes the body for one webhook, which may ask for more or less content. */
export interface WebhookEvent {
  recordType: RecordType;
  streamId: string;
  messageId: string | null;
  recipient: string;
  payload: (webhook: Webhook) => object;
  /** False for a webhook that does not want this very event, such as a second open. */
  isWantedBy?: (webhook: Webhook) => boolean;
}

export interface WebhookDispatcher {
  /** Sends the event to each webhook of the stream that asks for it, after the caller has gone on. */
  emit(server: PostmarkServer, event: WebhookEvent): void;
  weather: WebhookWeather;
  /** Breaks off what is on the wire. */
  stop(): void;
}

interface Delivery {
  webhook: Webhook;
  event: WebhookEvent;
  body: string;
  traceId: string;
  isDuplicate: boolean;
}

interface DispatcherParts {
  clock: WorldClock;
  log: AppendOnlyLog<PostmarkLogEntry>;
  ids: IdSource;
  random: Random;
  queue: BusinessQueue;
  schedule: RetrySchedule;
  timeoutMs: number;
}

const minuteMs = 60_000;

export function createDispatcher(parts: DispatcherParts): WebhookDispatcher {
  const { clock, log, ids, random, queue, schedule } = parts;
  const stopping = new AbortController();

  /** `dueAtMs` is when the attempt was meant to be made: retries count from there, so a leap in time does not stretch the schedule. */
  const attempt = async (delivery: Delivery, number: number, dueAtMs: number) => {
    const remaining = schedule.delaysMinutes.length - (number - 1);
    const headers = { 'x-pm-webhook-trace-id': delivery.traceId, 'x-pm-retries-remaining': String(remaining) };
    const result = await postWebhook(delivery.webhook, delivery.body, {
      headers,
      timeoutMs: parts.timeoutMs,
      signal: stopping.signal,
    });
    if (stopping.signal.aborted) return;
    const outcome = judge(schedule, result, number);
    log.append(attemptEntry(delivery, number, result, outcome));
    if (outcome === 'retry') {
      const nextMs = dueAtMs + (schedule.delaysMinutes[number - 1] as number) * minuteMs;
      queue.add(nextMs, () => attempt(delivery, number + 1, nextMs));
    }
  };

  const send = (delivery: Delivery, maxDelayMs: number) => {
    const dueAtMs = clock.now().getTime() + Math.floor(random() * maxDelayMs);
    queue.add(dueAtMs, () => attempt(delivery, 1, dueAtMs));
  };

  const dispatcher: WebhookDispatcher = {
    weather: { ...fairWeather },
    emit(server, event) {
      const { dropRate, duplicateRate, maxDelayMs } = dispatcher.weather;
      for (const webhook of takers(server, event)) {
        if (random() < dropRate) {
          log.append({
            kind: 'webhook-lost',
            recordType: event.recordType,
            messageId: event.messageId,
            recipient: event.recipient,
          });
          continue;
        }
        const delivery = {
          webhook,
          event,
          body: JSON.stringify(event.payload(webhook)),
          traceId: ids.uuid(),
          isDuplicate: false,
        };
        send(delivery, maxDelayMs);
        if (random() < duplicateRate) send({ ...delivery, isDuplicate: true }, maxDelayMs);
      }
    },
    stop: () => stopping.abort(),
  };
  return dispatcher;
}

function takers(server: PostmarkServer, event: WebhookEvent): Webhook[] {
  const isTaker = (webhook: Webhook) =>
    webhook.streamId === event.streamId &&
    webhook.triggers[event.recordType] &&
    webhook.isVerified &&
    (event.isWantedBy?.(webhook) ?? true);
  return [...server.webhooks.values()].filter(isTaker);
}

function judge(schedule: RetrySchedule, result: PostResult, number: number): WebhookAttemptEntry['outcome'] {
  if (result.status !== null && schedule.isTaken(result.status)) return 'delivered';
  if (result.status !== null && schedule.isFinal(result.status)) return 'given-up';
  return number <= schedule.delaysMinutes.length ? 'retry' : 'given-up';
}

function attemptEntry(
  delivery: Delivery,
  attempt: number,
  result: PostResult,
  outcome: WebhookAttemptEntry['outcome'],
): WebhookAttemptEntry {
  const { webhook, event, traceId, isDuplicate } = delivery;
  const { recordType, messageId, recipient } = event;
  return {
    kind: 'webhook-attempt',
    traceId,
    webhookId: webhook.id,
    url: withoutCredentials(webhook.url),
    recordType,
    messageId,
    recipient,
    attempt,
    isDuplicate,
    ...result,
    outcome,
  };
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
