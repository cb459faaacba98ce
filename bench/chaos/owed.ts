/** What the store itself knows of a checkout; instants are ISO 8601 in business time. */
export interface Left {
  email: string | null;
  acceptsMarketing: boolean;
  createdAt: string;
  completedAt: string | null;
}

export interface OwedMail {
  email: string;
  /** As it is tagged at Postmark. */
  tag: string;
  /** Business time, in milliseconds since 1970. */
  dueAtMs: number;
}

const HOUR_MS = 3_600_000;
/** The flow as its page says it in words: a first mail four hours after the cart was left, a second one a day after, and none to who has bought. */
const MAILS = [
  { tag: 'abandoned-cart-first', afterMs: 4 * HOUR_MS },
  { tag: 'abandoned-cart-second', afterMs: 24 * HOUR_MS },
];

/**
 * Which mails are owed for checkouts, each left or bought as a whole by somebody of their own: worked out of what the store has alone, by nothing of the
 * app's. Those that fall due after `untilMs` are not among them.
 */
export function owedMails(checkouts: readonly Left[], untilMs: number): OwedMail[] {
  return checkouts.flatMap(({ email, acceptsMarketing, createdAt, completedAt }) => {
    if (email === null || !acceptsMarketing) return [];
    const boughtAtMs = completedAt === null ? Infinity : Date.parse(completedAt);
    return MAILS.flatMap(({ tag, afterMs }) => {
      const dueAtMs = Date.parse(createdAt) + afterMs;
      return boughtAtMs > dueAtMs && dueAtMs <= untilMs ? [{ email, tag, dueAtMs }] : [];
    });
  });
}
