import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { starterDocuments } from '~/delivery/documents/starters';

/** Whether every shop begins with this mail. */
export const isStarter = (key: string): boolean => Object.hasOwn(starterDocuments, key);

/** What a mail is called that nobody gave a name. */
export const nameOfKey = (key: string): string => capitalised(keyWords(key));

const MOST_LETTERS = 60;

/** Small letters, figures and hyphens of a name, for a key: `Crème & More` is `creme-more`; one without any is `email`. */
export function keyOfName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, '-').slice(0, MOST_LETTERS);
  return key.replace(/^-+|-+$/g, '') || 'email';
}
