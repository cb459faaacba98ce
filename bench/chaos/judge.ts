import type { PostmarkLog } from '../../devstore/postmark/log/judge';
import { acceptedEntries } from '../../devstore/postmark/log/judge';
import { owedMails, type Left } from './owed';

/** Where business time stood against the system's from an instant on. */
export interface Move {
  systemMs: number;
  offsetMs: number;
}
/** Oldest first. */
export type Moves = Move[];

export interface MailVerdict {
  mails: number;
  /** Mails that went out more than once: the same person, the same step. */
  duplicates: number;
  /** Mails to people to whom nothing of the kind was owed. */
  unowed: number;
  missing: number;
  /** Of each owed mail that came: from the moment at which it was due to the moment at which Postmark took it, in real seconds. */
  lateSeconds: number[];
  /** What to look at first. */
  examples: string[];
}

export interface Evidence {
  left: readonly Left[];
  /** Business time up to which what falls due is owed. */
  untilMs: number;
  clock: Moves;
  log: PostmarkLog;
}

const EXAMPLES = 5;

/** Compares what the store says is owed with what Postmark's log says went out. */
export function judgeMails({ left, untilMs, clock, log }: Evidence): MailVerdict {
  const takenAtMs = new Map<string, number[]>();
  for (const { receivedAt, entry } of acceptedEntries(log)) {
    const key = `${entry.to[0]} ${entry.tag}`;
    takenAtMs.set(key, [...(takenAtMs.get(key) ?? []), Date.parse(receivedAt)]);
  }
  const keyOf = ({ email, tag }: { email: string; tag: string }) => `${email} ${tag}`;
  const owed = owedMails(left, untilMs);
  const allowed = new Set(owedMails(left, Infinity).map(keyOf));
  const missing = owed.filter((mail) => !takenAtMs.has(keyOf(mail)));
  const twice = [...takenAtMs].filter(([, times]) => times.length > 1).map(([key]) => key);
  const unowed = [...takenAtMs.keys()].filter((key) => !allowed.has(key));
  return {
    mails: takenAtMs.size,
    ...{ duplicates: twice.length, unowed: unowed.length, missing: missing.length },
    lateSeconds: owed.flatMap((mail) =>
      (takenAtMs.get(keyOf(mail)) ?? []).slice(0, 1).map((atMs) => (atMs - systemAt(clock, mail.dueAtMs)) / 1_000),
    ),
    examples: [
      ...missing
        .slice(0, EXAMPLES)
        .map((mail) => `missing: ${keyOf(mail)}, due ${new Date(mail.dueAtMs).toISOString()}`),
      ...twice.slice(0, EXAMPLES).map((key) => `twice: ${key}`),
      ...unowed.slice(0, EXAMPLES).map((key) => `not owed: ${key}`),
    ],
  };
}

/** The system's time at which business time reached an instant. */
export function systemAt(clock: Moves, businessMs: number): number {
  for (const [at, { systemMs, offsetMs }] of clock.entries()) {
    const until = clock[at + 1]?.systemMs ?? Infinity;
    const reachedMs = Math.max(systemMs, businessMs - offsetMs);
    if (reachedMs < until) return reachedMs;
  }
  return Infinity;
}
