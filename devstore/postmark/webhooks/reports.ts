import type { RecordType, Webhook } from './webhooks';

export interface WaitingReport {
  recordType: RecordType;
  messageId: string | null;
  recipient: string;
  traceId: string;
  isDuplicate: boolean;
  /** 1 for the first. */
  attempt: number;
  /** Business time. */
  dueAtMs: number;
}

/** A webhook's body for one taker, however often it is tried. */
export interface Delivery {
  webhook: Webhook;
  event: { recordType: RecordType; messageId: string | null; recipient: string };
  body: string;
  traceId: string;
  isDuplicate: boolean;
  /** The network answers its first attempt in the application's place. */
  isFirstRefused: boolean;
}

/** One attempt that is still to be made. */
export interface KeptReport {
  serial: number;
  delivery: Delivery;
  /** 1 for the first. */
  attempt: number;
  /** Business time. */
  dueAtMs: number;
}

export type ReportFact = { kind: 'report'; report: KeptReport } | { kind: 'reported'; serial: number };

/** How a report is shown to those who ask what is still to come. */
export function waitingReport({ delivery, attempt, dueAtMs }: KeptReport): WaitingReport {
  const { event, traceId, isDuplicate } = delivery;
  return { ...event, traceId, isDuplicate, attempt, dueAtMs };
}
