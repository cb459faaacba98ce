import { decay } from '~/decisions/recommendations/query';
import { rowOf, toRows, type Rows } from '~/decisions/recommendations/rows';
import type { UserKnn } from '~/decisions/recommendations/strategies/user-knn';
import type { LearnedFrom } from './learned-from';

export interface UserKnnSettings {
  nearest: number;
  profileHalfLifeDays: number;
  /** One strategy for each: they share all but the votes. */
  voteHalfLifeDays: readonly number[];
}

interface Entry {
  like: number;
  votes: number[];
  daysAgo: number;
}
type Profile = Map<number, Entry>;

/** As many strategies as there are half-lives of votes. */
export function fitUserKnn({ baskets, size }: LearnedFrom, settings: UserKnnSettings): UserKnn[] {
  const profiles = profilesOf(baskets, settings);
  const buyers = toRows(profiles.map((profile) => [...profile.keys()]));
  const entries = profiles.flatMap((profile) => [...profile.values()]);
  const likeness = Float32Array.from(profiles.flatMap(unitLength));
  const days = Float32Array.from(entries, ({ daysAgo }) => daysAgo);
  const { nearest, profileHalfLifeDays: halfLifeDays, voteHalfLifeDays } = settings;
  const shared = { buyers, ...newestFirst(buyers, { days, likeness }, size), nearest, halfLifeDays };
  return voteHalfLifeDays.map((_, nth) => ({
    ...shared,
    votes: Float32Array.from(entries, ({ votes }) => votes[nth] ?? 0),
  }));
}

function profilesOf(baskets: LearnedFrom['baskets'], settings: UserKnnSettings): Profile[] {
  const profiles = new Map<number, Profile>();
  for (const { buyer, daysAgo, items } of baskets) {
    const profile = profiles.get(buyer) ?? new Map<number, Entry>();
    profiles.set(buyer, profile);
    const like = decay(daysAgo, settings.profileHalfLifeDays);
    const votes = settings.voteHalfLifeDays.map((halfLifeDays) => decay(daysAgo, halfLifeDays));
    for (const item of items) {
      const entry = profile.get(item);
      if (entry) addPurchase(entry, like, votes);
      else profile.set(item, { like, votes: [...votes], daysAgo });
    }
  }
  return [...profiles.values()];
}

function addPurchase(entry: Entry, like: number, votes: readonly number[]): void {
  entry.like += like;
  for (const [nth, vote] of votes.entries()) entry.votes[nth] = (entry.votes[nth] ?? 0) + vote;
}

function unitLength(profile: Profile): number[] {
  const length = Math.sqrt([...profile.values()].reduce((sum, { like }) => sum + like * like, 0));
  return [...profile.values()].map(({ like }) => like / length);
}

type PerEntry = Record<'days' | 'likeness', Float32Array>;

/** Per product the buyers that hold it, newest purchases first. */
function newestFirst(
  buyers: Rows,
  { days, likeness }: PerEntry,
  size: number,
): Pick<UserKnn, 'buyersOf' | 'likenessOf'> {
  const lists: { buyer: number; entry: number }[][] = Array.from({ length: size }, () => []);
  for (let buyer = 0; buyer < buyers.offsets.length - 1; buyer++) {
    const from = buyers.offsets[buyer] ?? 0;
    for (const [place, item] of rowOf(buyers, buyer).entries()) lists[item]?.push({ buyer, entry: from + place });
  }
  for (const list of lists) list.sort((a, b) => (days[a.entry] ?? 0) - (days[b.entry] ?? 0) || a.buyer - b.buyer);
  return {
    buyersOf: toRows(lists.map((list) => list.map(({ buyer }) => buyer))),
    likenessOf: Float32Array.from(lists.flat(), ({ entry }) => likeness[entry] ?? 0),
  };
}
