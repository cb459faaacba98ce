import { EMPTY, type MergeTag, type TagType } from '~/delivery/quality/merge-tags';

/** What is said in place of something that is missing: words, or another thing that is never missing. */
export type Instead = { words: string } | { path: string };

/** What fits in a sentence where nothing better is known; a picture has nothing in its place. */
const BY_TYPE: Readonly<Record<TagType, Instead | null>> = {
  text: { words: 'it' },
  number: { words: '0' },
  money: { words: 'its price' },
  day: { words: 'a while ago' },
  link: { path: 'shop.url' },
  picture: null,
  'yes-or-no': null,
};

const BY_PATH: Readonly<Record<string, string>> = {
  'person.firstName': 'there',
  'customer.totalSpent': 'a good sum',
  'order.name': 'your order',
  'order.total': 'its total',
  'coupon.code': 'your code',
  'coupon.worth': 'less',
  'coupon.until': 'its last day',
};

/** What a tag is offered with for those of whom it is not known; null: nothing is to stand there, or something does already. */
export function insteadOf({
  path,
  type,
  whenMissing,
}: Pick<MergeTag, 'path' | 'type' | 'whenMissing'>): Instead | null {
  if (whenMissing !== EMPTY) return null;
  const own = BY_PATH[path];
  return own === undefined ? BY_TYPE[type] : { words: own };
}

/** A merge tag as Liquid. */
export function tagText(path: string, instead: Instead | null): string {
  if (instead && 'path' in instead) return `{{ ${path} | default: ${instead.path} }}`;
  const said = instead?.words.replaceAll('"', '”').trim();
  return said ? `{{ ${path} | default: "${said}" }}` : `{{ ${path} }}`;
}

/** As the picker says it: `“there”`, `the address of your store`. */
export const insteadWords = (instead: Instead): string =>
  'path' in instead ? 'the address of your store' : `“${instead.words}”`;
