import { countAddressFindings } from '~/customers/data-quality/address-findings.server';
import { countCleanings } from '~/customers/data-quality/cleanings.server';
import type { Db } from '~/platform/db/db.server';
import { addressFindings, findingWords, type Finding } from './finding-words';
import { gapFindings } from './gap-words';
import { countGaps } from './gaps.server';

/** How often something was found, in words, and the rows behind the number. */
export interface FoundCount {
  finding: Finding;
  what: string;
  why: string;
  count: number;
  url: string;
}

export interface DataQuality {
  /** What is kept otherwise than it was told, the most frequent first. */
  cleaned: FoundCount[];
  /** What was seen of addresses; nothing of it takes consent away. */
  addresses: FoundCount[];
  /** What is missing of people, orders and products. */
  gaps: FoundCount[];
  /** Addresses that wait to be looked at. */
  waiting: number;
}

/** What was cleaned of what came, and what is doubtful of what is kept. */
export async function dataQuality(db: Db, shopId: string, now: Date): Promise<DataQuality> {
  const [cleaned, found, missing] = await Promise.all([
    countCleanings(db, shopId),
    countAddressFindings(db, shopId),
    countGaps(db, shopId, now),
  ]);
  const addresses = addressFindings.map((finding) => counted(finding, found[finding]));
  return {
    cleaned: cleaned.map(({ rule, count }) => counted(rule, count)),
    addresses: addresses.filter(({ count }) => count > 0),
    gaps: gapFindings.map((finding) => counted(finding, missing[finding])).filter(({ count }) => count > 0),
    waiting: found.unchecked,
  };
}

/** How many rows stand behind one of its numbers; null: that is not counted anywhere. */
export async function findingCount(db: Db, shopId: string, now: Date, finding: Finding): Promise<number | null> {
  const { cleaned, addresses, gaps } = await dataQuality(db, shopId, now);
  return [...cleaned, ...addresses, ...gaps].find((each) => each.finding === finding)?.count ?? null;
}

const counted = (finding: Finding, count: number): FoundCount => ({
  ...{ finding, count, url: `/app/data/${finding}` },
  ...findingWords(finding),
});
