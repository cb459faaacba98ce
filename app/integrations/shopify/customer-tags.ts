import type { Operation } from './admin-client.server';

/** Tags to be put on one customer, or taken off. */
export interface TagTask {
  customerId: string;
  how: 'add' | 'remove';
  tags: string[];
}

interface TagAnswer {
  userErrors: { field: string[] | null; message: string }[];
}

/** Answers by their place in the request. */
export type TagAnswers = Record<string, TagAnswer | null>;
type TagVariables = Record<string, string | string[]>;

/** How many go in one request: few different texts, as the price of each is learned by asking it once. */
const SIZES = [25, 5, 1] as const;

/** The tasks in portions that there is a text for, adding and removing apart, in their order. */
export function portionsOf(tasks: readonly TagTask[]): TagTask[][] {
  return (['add', 'remove'] as const).flatMap((how) => {
    const portions: TagTask[][] = [];
    const left = tasks.filter((task) => task.how === how);
    for (const size of SIZES) while (left.length >= size) portions.push(left.splice(0, size));
    return portions;
  });
}

/** One mutation with a part for each of so many customers: Shopify carries them out one after another, each for itself. */
export function tagOperation(how: TagTask['how'], size: number): Operation<TagAnswers, TagVariables> {
  const places = Array.from({ length: size }, (_, at) => at);
  const field = how === 'add' ? 'tagsAdd' : 'tagsRemove';
  const parts = places.map((at) => `t${at}: ${field}(id: $id${at}, tags: $tags${at}) { userErrors { field message } }`);
  const variables = places.map((at) => `$id${at}: ID!, $tags${at}: [String!]!`);
  return `mutation ${how === 'add' ? 'AddTags' : 'RemoveTags'}${size}(${variables.join(', ')}) { ${parts.join(' ')} }`;
}

export const tagVariables = (tasks: readonly TagTask[]): TagVariables =>
  Object.fromEntries<string | string[]>(
    tasks.flatMap(({ customerId, tags }, at): [string, string | string[]][] => [
      [`id${at}`, customerId],
      [`tags${at}`, tags],
    ]),
  );
