import type { PersonQuestion } from '~/ops/find-person.server';
import { MOST_IDS, readIds } from '../recommendations/asked-ids';

const MOST_PRODUCTS = 20;
const USUAL_PRODUCTS = 6;
const LONGEST_VALUE = 300;

const PERSON = {
  email: 'For one person: a whole email address',
  external_id: 'For one person: what programs told as userId',
  customer_id: 'For one person: a customer’s number or global id in Shopify',
};

/** What may be asked, in the order in which it is described. */
export const QUESTION = {
  product_ids: `What lies in the cart, or was just bought: up to ${MOST_IDS} numbers or global ids of products, separated by commas. None of them is in the answer`,
  viewed_ids: `What was looked at in this visit, the oldest first: up to ${MOST_IDS} numbers or global ids of products`,
  collection_id: 'Only products of this collection: its number or global id',
  limit: `How many products at most: 1 to ${MOST_PRODUCTS}, ${USUAL_PRODUCTS} where nothing is said`,
  ...PERSON,
};

export interface Question {
  cart: string[];
  viewed: string[];
  collectionId: string | null;
  limit: number;
  person: PersonQuestion | null;
}

export type ReadQuestion =
  { kind: 'read'; question: Question } | { kind: 'refused'; field: keyof typeof QUESTION | ''; problem: string };

/** Reads a query's parameters, each of which may stand there once. */
export function readQuestion(query: URLSearchParams): ReadQuestion {
  const names = [...query.keys()];
  const unknown = names.find((name) => !Object.hasOwn(QUESTION, name));
  if (unknown !== undefined)
    return refused('', `is not needed, and the address holds what is not asked for: it may have ${words(QUESTION)}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at) as keyof typeof QUESTION | undefined;
  if (twice) return refused(twice, 'stands there twice: say it once, lists with commas');
  const cart = readIds('Product', query.get('product_ids') ?? '');
  if (cart.kind === 'refused') return refused('product_ids', cart.problem);
  const viewed = readIds('Product', query.get('viewed_ids') ?? '');
  if (viewed.kind === 'refused') return refused('viewed_ids', viewed.problem);
  const within = readIds('Collection', query.get('collection_id') ?? '');
  if (within.kind === 'refused') return refused('collection_id', within.problem);
  if (within.ids.length > 1) return refused('collection_id', 'names more than one collection');
  const limit = readLimit(query.get('limit'));
  if (limit === null) return refused('limit', `is a whole number of 1 to ${MOST_PRODUCTS}`);
  const person = readPerson(query);
  if (person.kind === 'refused') return person;
  const [collectionId = null] = within.ids;
  return {
    kind: 'read',
    question: { cart: cart.ids, viewed: viewed.ids, collectionId, limit, person: person.question },
  };
}

function readLimit(text: string | null): number | null {
  if (text === null) return USUAL_PRODUCTS;
  const limit = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MOST_PRODUCTS ? limit : null;
}

type ReadPerson = { kind: 'read'; question: PersonQuestion | null } | Extract<ReadQuestion, { kind: 'refused' }>;

function readPerson(query: URLSearchParams): ReadPerson {
  const [by, other] = (Object.keys(PERSON) as PersonQuestion['by'][]).filter((name) => query.has(name));
  if (!by) return { kind: 'read', question: null };
  if (other) return refused(other, `stands beside ${by}: name the person by one of ${words(PERSON)}`);
  const value = query.get(by) ?? '';
  if (!value || value.length > LONGEST_VALUE) return refused(by, `has 1 to ${LONGEST_VALUE} characters`);
  return { kind: 'read', question: { by, value } };
}

const refused = (field: keyof typeof QUESTION | '', problem: string): Extract<ReadQuestion, { kind: 'refused' }> => ({
  ...{ kind: 'refused', field, problem },
});

const words = (names: object): string => Object.keys(names).join(', ');
