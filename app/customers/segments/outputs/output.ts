import { fold } from '../../rules/compare';

/** What a segment is called in Shopify: a tag its people carry there, and a name in the list of Kindred's metafield. Null: not at all. */
export interface Output {
  tag: string | null;
  handle: string | null;
}

/** What is wrong with what a segment is to be called, in words with the remedy. */
export interface OutputProblem {
  field: 'tag' | 'handle';
  message: string;
}

/** Shopify's limit of a customer's tag. */
export const LONGEST_TAG = 40;
const LONGEST_HANDLE = 64;
/** So many values a metafield's list holds at most. */
export const MOST_HANDLES = 128;

/** What a segment is called where nobody chose otherwise: as far as it fits. */
export const tagFor = (name: string): string => `Segment: ${name.replaceAll(',', ' ')}`.slice(0, LONGEST_TAG).trim();

export function handleFor(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const handle = plain.replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST_HANDLE);
  return handle.replace(/^-+|-+$/g, '') || 'segment';
}

/** What is wrong with a name by itself: Shopify would refuse it, or take it for something else. */
export function wrongOutput({ tag, handle }: Output): OutputProblem[] {
  return [
    ...(tag === null ? [] : wrongTag(tag).map((message) => ({ field: 'tag' as const, message }))),
    ...(handle === null ? [] : wrongHandle(handle).map((message) => ({ field: 'handle' as const, message }))),
  ];
}

function wrongTag(tag: string): string[] {
  if (tag === '') return ['The tag is empty. Write what Shopify is to call these people.'];
  if (tag.length > LONGEST_TAG)
    return [`The tag has ${tag.length} characters; Shopify takes ${LONGEST_TAG} at most. Shorten it.`];
  if (tag.includes(',')) return ['The tag has a comma, which parts tags in Shopify. Leave it out.'];
  return /\p{Cc}/u.test(tag) ? ['The tag has a character that cannot be seen. Write it anew.'] : [];
}

function wrongHandle(handle: string): string[] {
  if (handle.length > LONGEST_HANDLE)
    return [`The name has ${handle.length} characters; ${LONGEST_HANDLE} are the most. Shorten it.`];
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle)
    ? []
    : ['Use small letters, digits and hyphens between them, such as best-customers.'];
}

/** Shopify takes tags that differ in large and small letters for one. */
export const sameTag = (one: string, other: string): boolean => fold(one) === fold(other);

/** What stands on a customer by us, or should. */
export interface Marks {
  tags: readonly string[];
  handles: readonly string[];
}

/** What is to be done so that what stands there is what should. `handles`: the whole list; null: it stands as it should. */
export interface MarkChange {
  customerId: string;
  add: string[];
  remove: string[];
  handles: string[] | null;
}

/**
 * What to tell of a customer. `stands`: all that may stand there by us; where it is not sure that it does, everything is told again.
 * Null: nothing.
 */
export function changeOf(customerId: string, stands: Marks & { isSure: boolean }, wanted: Marks): MarkChange | null {
  const add = wanted.tags.filter((tag) => !stands.isSure || !has(stands.tags, tag));
  const remove = stands.tags.filter((tag) => !has(wanted.tags, tag));
  const isListTrue = stands.isSure
    ? sameList(stands.handles, wanted.handles)
    : stands.handles.length + wanted.handles.length === 0;
  if (add.length + remove.length === 0 && isListTrue) return null;
  return { customerId, add, remove, handles: isListTrue ? null : [...wanted.handles] };
}

const has = (tags: readonly string[], tag: string): boolean => tags.some((each) => sameTag(each, tag));

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);

/** All that may stand there once it is being told, whatever becomes of that. */
export function mayStand(stands: Marks, wanted: Marks): { tags: string[]; handles: string[] } {
  const tags = [...stands.tags, ...wanted.tags.filter((tag) => !has(stands.tags, tag))];
  return { tags, handles: [...new Set([...stands.handles, ...wanted.handles])].sort() };
}
