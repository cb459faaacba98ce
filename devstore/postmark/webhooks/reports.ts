import type { JournalWriter } from '../../kept/journal';
import type { BusinessQueue } from '../business-queue';
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

/** The attempts that are still to be made, kept until they have been. */
export interface ReportBook {
  add(delivery: Delivery, attempt: number, dueAtMs: number): void;
  /** Makes those that an earlier run left undone. */
  takeUp(): void;
  waiting(): WaitingReport[];
}

export interface ReportBookParts {
  queue: BusinessQueue;
  journal: JournalWriter<ReportFact>;
  /** What an earlier run left undone. */
  undone: readonly KeptReport[];
  /** Resolves with false when it was broken off, and is to be made again by the next start. */
  attempt: (report: KeptReport) => Promise<boolean>;
}

export function createReportBook({ queue, journal, undone, attempt }: ReportBookParts): ReportBook {
  const waiting = new Set<KeptReport>();
  let serial = undone.reduce((greatest, each) => Math.max(greatest, each.serial), 0);

  const follow = (report: KeptReport) => {
    waiting.add(report);
    queue.add(report.dueAtMs, async () => {
      const isOver = await attempt(report);
      waiting.delete(report);
      if (isOver) journal.note({ kind: 'reported', serial: report.serial });
    });
  };
  return {
    add(delivery, number, dueAtMs) {
      const report = { serial: (serial += 1), delivery, attempt: number, dueAtMs };
      journal.note({ kind: 'report', report });
      follow(report);
    },
    takeUp: () => undone.forEach(follow),
    waiting: () => [...waiting].map(waitingReport),
  };
}

function waitingReport({ delivery, attempt, dueAtMs }: KeptReport): WaitingReport {
  const { event, traceId, isDuplicate } = delivery;
  return { ...event, traceId, isDuplicate, attempt, dueAtMs };
}
