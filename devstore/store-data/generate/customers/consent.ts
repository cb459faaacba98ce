import type { StoreCustomer } from '../../../store';
import type { SeededRandom } from '../../seeded-random';

const DAY_MS = 86_400_000;

/** Where someone stands with the newsletter, and since when; times in milliseconds since 1970. */
export interface Consent {
  state: StoreCustomer['emailMarketing']['state'];
  optInLevel: StoreCustomer['emailMarketing']['optInLevel'];
  updatedAt: number | null;
  /** From when until when they could be mailed; null if never. */
  subscribed: { from: number; until: number } | null;
}

const NONE: Consent = { state: 'NOT_SUBSCRIBED', optInLevel: null, updatedAt: null, subscribed: null };

interface Occasion {
  createdAt: number;
  /** Their first order, if they have ordered: many tick the box at checkout. */
  firstOrderAt: number | null;
  hasEmail: boolean;
  endsAt: number;
}

/** Six in ten subscribe. Who never bought is mostly here for the newsletter. */
export function consentFor(occasion: Occasion, random: SeededRandom): Consent {
  const { createdAt, firstOrderAt, hasEmail, endsAt } = occasion;
  const [fate, share, atCheckout] = [random.next(), random.next(), random.chance(0.45)];
  const confirmed = random.chance(0.8);
  if (!hasEmail) return NONE;
  const [subscribes, pends, leaves] = firstOrderAt === null ? [0.74, 0.12, 0.1] : [0.58, 0.04, 0.11];
  const from = atCheckout && firstOrderAt !== null ? firstOrderAt : createdAt;
  const optInLevel = atCheckout && firstOrderAt !== null ? 'SINGLE_OPT_IN' : confirmed ? 'CONFIRMED_OPT_IN' : 'UNKNOWN';
  if (fate < pends) return { state: 'PENDING', optInLevel: 'CONFIRMED_OPT_IN', updatedAt: createdAt, subscribed: null };
  if (fate < pends + leaves && endsAt - from > 2 * DAY_MS) {
    const until = Math.floor((from + DAY_MS + (endsAt - from - DAY_MS) * share) / 1000) * 1000;
    return { state: 'UNSUBSCRIBED', optInLevel, updatedAt: until, subscribed: { from, until } };
  }
  if (fate < pends + leaves + subscribes)
    return { state: 'SUBSCRIBED', optInLevel, updatedAt: from, subscribed: { from, until: endsAt } };
  return NONE;
}

export const isSubscribedAt = ({ subscribed }: Consent, at: number): boolean =>
  subscribed !== null && at >= subscribed.from && at < subscribed.until;
