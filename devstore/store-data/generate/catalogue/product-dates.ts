import type { StoreProduct } from '../../../store';
import type { SeededRandom } from '../../seeded-random';
import type { Kind } from '../kind';

const DAY_MS = 86_400_000;

/** Most of the range is there on the first day; the rest arrives through the year, some of it in the last weeks. */
const LAUNCH_SHARE = 0.75;
const RECENT_SHARE = 0.1;
const RECENT_DAYS = 26;
const DRAFT_SHARE = 0.012;
const UNLISTED_SHARE = 0.008;
const ARCHIVED_SHARE = 0.02;

export interface Dates {
  listing: Pick<StoreProduct, 'status' | 'publishedAt' | 'createdAt' | 'updatedAt'>;
  /** When it can be bought, in milliseconds since 1970; never, if the two are equal. */
  soldFrom: number;
  soldUntil: number;
}

export function productDates(kind: Kind, startsAt: number, endsAt: number, random: SeededRandom): Dates {
  const createdAt = creationOf(kind, startsAt, endsAt, random);
  const publishedAt = Math.min(endsAt, createdAt + random.int(1, 60) * 3_600_000);
  const status = statusOf(random);
  const soldUntil =
    status === 'ARCHIVED' ? between(Math.max(publishedAt, endsAt - 150 * DAY_MS), endsAt, random) : endsAt;
  const sold = status === 'ACTIVE' || status === 'ARCHIVED';
  const lastChange =
    status === 'ARCHIVED' ? soldUntil : between(Math.max(publishedAt, endsAt - 20 * DAY_MS), endsAt, random);
  return {
    listing: {
      status,
      publishedAt: status === 'DRAFT' ? null : iso(publishedAt),
      createdAt: iso(createdAt),
      updatedAt: iso(lastChange),
    },
    soldFrom: Math.max(startsAt, publishedAt),
    soldUntil: sold ? soldUntil : Math.max(startsAt, publishedAt),
  };
}

function creationOf(kind: Kind, startsAt: number, endsAt: number, random: SeededRandom): number {
  const [fate, share] = [random.next(), random.next()];
  const spread = (from: number, to: number): number => Math.floor((from + (to - from) * share) / 1000) * 1000;
  // Seasonal things are in the range before their season, and bulbs before lamps: only the rest arrives later.
  if (fate < LAUNCH_SHARE || kind.season || kind.lastsDays)
    return spread(startsAt - 40 * DAY_MS, startsAt - 3 * DAY_MS);
  if (fate > 1 - RECENT_SHARE) return spread(endsAt - RECENT_DAYS * DAY_MS, endsAt - 2 * DAY_MS);
  return spread(startsAt + 20 * DAY_MS, endsAt - RECENT_DAYS * DAY_MS);
}

function statusOf(random: SeededRandom): StoreProduct['status'] {
  const fate = random.next();
  if (fate < DRAFT_SHARE) return 'DRAFT';
  if (fate < DRAFT_SHARE + UNLISTED_SHARE) return 'UNLISTED';
  return fate < DRAFT_SHARE + UNLISTED_SHARE + ARCHIVED_SHARE ? 'ARCHIVED' : 'ACTIVE';
}

const between = (from: number, to: number, random: SeededRandom): number =>
  Math.floor((from + (to - from) * random.next()) / 1000) * 1000;

const iso = (at: number): string => new Date(at).toISOString();
