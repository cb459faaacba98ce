import type { BusinessQueue } from '../business-queue';
import type { JournalWriter } from '../../kept/journal';
import type { PostmarkLogEntry, WebhookAttemptEntry } from '../log/entries';
import type { AppendOnlyLog } from '../../log';
import type { WorldClock } from '../../clock';
import type { IdSource, Random } from '../random';
import type { PostmarkServer } from '../servers/servers';
import { postWebhook, type PostResult } from './post-webhook';
import { createReportBook, type Delivery, type KeptReport, type ReportFact, type WaitingReport } from './reports';
import type { RetrySchedule } from './retry-schedule';
import { fairWeather, type WebhookWeather } from './weather';
import type { RecordType, Webhook } from './webhooks';

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
  /** What has still to be told, for the first time or again, in no order. */
  waiting(): WaitingReport[];
  /** Takes up what an earlier run had still to tell. */
  takeUp(): void;
  /** Breaks off what is on the wire. */
  stop(): void;
}

interface DispatcherParts {
  clock: WorldClock;
  journal: JournalWriter<ReportFact>;
  /** What an earlier run had still to tell. */
  undone: readonly KeptReport[];
  log: AppendOnlyLog<PostmarkLogEntry>;
  ids: IdSource;
  random: Random;
  queue: BusinessQueue;
  schedule: RetrySchedule;
  timeoutMs: number;
}

const minuteMs = 60_000;

export function createDispatcher(parts: DispatcherParts): WebhookDispatcher {
  const { clock, log, ids, random, schedule } = parts;
  const stopping = new AbortController();

  /** `dueAtMs` is when the attempt was meant to be made: retries count from there, so a leap in time does not stretch the schedule. */
  const attempt = async ({ delivery, attempt: number, dueAtMs }: KeptReport) => {
    const remaining = schedule.delaysMinutes.length - (number - 1);
    const headers = { 'x-pm-webhook-trace-id': delivery.traceId, 'x-pm-retries-remaining': String(remaining) };
    const options = { headers, timeoutMs: parts.timeoutMs, signal: stopping.signal };
    const result =
      delivery.isFirstRefused && number === 1
        ? { status: 500, error: null }
        : await postWebhook(delivery.webhook, delivery.body, options);
    if (stopping.signal.aborted) return false;
    const outcome = judge(schedule, result, number);
    log.append(attemptEntry(delivery, number, result, outcome));
    if (outcome === 'retry') {
      reports.add(delivery, number + 1, dueAtMs + (schedule.delaysMinutes[number - 1] as number) * minuteMs);
    }
    return true;
  };
  const reports = createReportBook({ ...parts, attempt });

  const send = (delivery: Delivery, { minDelayMs, maxDelayMs }: WebhookWeather) => {
    const delayMs = minDelayMs + Math.floor(random() * Math.max(maxDelayMs - minDelayMs, 0));
    reports.add(delivery, 1, clock.now().getTime() + delayMs);
  };

  const dispatcher: WebhookDispatcher = {
    weather: { ...fairWeather },
    emit(server, event) {
      const { weather } = dispatcher;
      const { recordType, messageId, recipient } = event;
      for (const webhook of takers(server, event)) {
        if (random() < weather.dropRate) {
          log.append({ kind: 'webhook-lost', recordType, messageId, recipient });
          continue;
        }
        const delivery = {
          webhook,
          event: { recordType, messageId, recipient },
          body: JSON.stringify(event.payload(webhook)),
          traceId: ids.uuid(),
          isDuplicate: false,
          isFirstRefused: weather.isFirstRefused,
        };
        send(delivery, weather);
        if (random() < weather.duplicateRate) send({ ...delivery, isDuplicate: true }, weather);
      }
    },
    waiting: reports.waiting,
    takeUp: reports.takeUp,
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
