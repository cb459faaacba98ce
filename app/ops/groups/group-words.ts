import type { Algorithm } from '~/learning/clusters/cluster-people';
import { numberWords, percentWords } from '../recommendations/number-words';

/** What each way of looking for groups is called, for a merchant and for whoever knows the field, and how it goes about it. */
export const wayWords: Record<Algorithm, { name: string; term: string; how: string }> = {
  'k-means': { name: 'By middles', term: 'k-means', how: 'Everybody belongs to the nearest of a few middles.' },
  merging: {
    name: 'By likeness',
    term: 'hierarchical clustering',
    how: 'Those who are most alike are put together, again and again, until a few groups are left.',
  },
  density: {
    name: 'By crowds',
    term: 'DBSCAN',
    how: 'Where many people are close to each other there is a group. Whoever stands alone is in none.',
  },
};

/**
 * How far groups stand apart, from their mean silhouette (−1 to 1). The bounds are those of Kaufman and Rousseeuw, Finding Groups in Data (1990),
 * chapter 2: above 0.70 strong, above 0.50 reasonable, above 0.25 weak, else none.
 */
export function apartWords(silhouette: number): string {
  if (silhouette > 0.7) return 'stand clearly apart';
  if (silhouette > 0.5) return 'stand well apart';
  if (silhouette > 0.25) return 'stand apart, with many people in between';
  return 'differ by degrees: the lines between them are drawn, not found';
}

/** How far the groups are those of the time before, from the adjusted Rand index with it; null: there was no time before. */
export function againWords(randIndex: number | null): string {
  if (randIndex === null) return 'looked for the first time';
  if (randIndex >= 0.9) return 'the same groups as the time before';
  return randIndex >= 0.6 ? 'mostly the same groups as the time before' : 'other groups than the time before';
}

/** Of a hundred, with `all` and `none` where it is. */
const ofHundred = (share: number): string => {
  const hundredth = Math.round(share * 100);
  if (hundredth === 100) return 'all';
  return hundredth === 0 ? 'hardly any' : String(hundredth);
};

/** How near a rule comes to its group. */
export function fidelityWords({ precision, recall }: { precision: number; recall: number }): string {
  const worse = Math.min(precision, recall);
  const near = worse >= 0.85 ? 'very near' : worse >= 0.65 ? 'near' : 'only roughly near';
  const found = `Of 100 people it finds, ${ofHundred(precision)} are of this group; of 100 people of the group it finds ${ofHundred(recall)}.`;
  return `The rule comes ${near} to the group. ${found}`;
}

export interface Value {
  people: number;
  buyers: number;
  /** Of those who bought, less what came back; null: nobody did. */
  medianSpentMinor: number | null;
}

/** What the people of a group are worth. `money` says an amount in minor units. */
export function valueWords(
  { people, buyers, medianSpentMinor }: Value,
  money: (minor: number) => string,
  locale: string,
): string {
  if (buyers === 0 || medianSpentMinor === null) return 'None of them has bought anything yet.';
  const spent = money(medianSpentMinor);
  if (buyers === people) return `All of them have bought, half of them for ${spent} or more in all.`;
  return `${percentWords(buyers / people, locale)} of them have bought; half of those for ${spent} or more in all.`;
}

/** How many are in it, and how many of them may be mailed. */
export function sizeWords(
  { people, share, mailable }: { people: number; share: number; mailable: number },
  locale: string,
): string {
  const size = people === 1 ? 'One person' : `${numberWords(people, locale)} people`;
  const mail = people ? ` (${percentWords(mailable / people, locale)})` : '';
  return `${size}, ${percentWords(share, locale)} of those looked at; ${numberWords(mailable, locale)}${mail} may be mailed.`;
}
