import type { CustomerMarks, MarkOutcome } from '~/customers/segments/outputs/customer-marks';
import type { MarkChange } from '~/customers/segments/outputs/output';
import { refusedFor, type AdminClient } from './admin-client.server';
import { portionsOf, tagOperation, tagVariables, type TagTask } from './customer-tags';
import * as operations from './operations';

/** The app's own namespace: nobody else writes there. */
const PLACE = { namespace: '$app', key: 'segments' };
const TYPE = 'list.single_line_text_field';

/** What came of each so far: what went wrong with somebody once stays wrong. */
type Outcomes = Map<string, MarkOutcome>;

/** Keeps tags and the list of segments on customers through the Admin API. */
export function createCustomerMarks(admin: AdminClient): CustomerMarks {
  return {
    async tell(shopDomain, changes) {
      const outcomes: Outcomes = new Map(changes.map(({ customerId }) => [customerId, { kind: 'told' }]));
      for (const portion of portionsOf(changes.flatMap(tasksOf))) await tellTags(admin, shopDomain, portion, outcomes);
      await tellLists(admin, shopDomain, changes, outcomes);
      return outcomes;
    },
    async define(shopDomain) {
      const { metafieldDefinitionCreate: answer } = await admin.run(shopDomain, operations.defineMetafield, {
        definition: {
          ...PLACE,
          ...{ name: 'Kindred segments', ownerType: 'CUSTOMER', type: TYPE },
          description: 'The Kindred segments this customer is in. Kindred keeps it true.',
          access: { admin: 'MERCHANT_READ' },
          capabilities: { adminFilterable: { enabled: true } },
        },
      });
      const problems = answer?.userErrors.filter(({ code }) => code !== 'TAKEN') ?? [];
      return problems.length ? says(problems) : null;
    },
  };
}

const tasksOf = ({ customerId, add, remove }: MarkChange): TagTask[] => [
  ...(add.length ? [{ customerId, how: 'add' as const, tags: add }] : []),
  ...(remove.length ? [{ customerId, how: 'remove' as const, tags: remove }] : []),
];

const says = (problems: readonly { message: string }[]): string =>
  `Shopify says: ${problems.map(({ message }) => message).join('; ')}`;

const MISSING = 'Shopify has no such customer any more';

async function tellTags(
  admin: AdminClient,
  shopDomain: string,
  tasks: readonly TagTask[],
  outcomes: Outcomes,
): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  try {
    const answers = await admin.run(shopDomain, tagOperation(first.how, tasks.length), tagVariables(tasks));
    for (const [at, { customerId }] of tasks.entries()) {
      const problems = answers[`t${at}`]?.userErrors ?? [];
      if (problems.length) note(outcomes, customerId, outcomeOf(problems));
    }
  } catch (error) {
    if (!refusedFor(error, 'RESOURCE_NOT_FOUND')) throw error;
    // One id that Shopify does not know spoils the answer for all: each is told alone.
    if (tasks.length === 1) note(outcomes, first.customerId, { kind: 'gone', problem: MISSING });
    else for (const task of tasks) await tellTags(admin, shopDomain, [task], outcomes);
  }
}

type Problem = { field?: string[] | null; message: string };

const outcomeOf = (problems: readonly Problem[]): MarkOutcome =>
  problems.some(({ field }) => field?.at(-1) === 'id' || field?.at(-1) === 'ownerId')
    ? { kind: 'gone', problem: MISSING }
    : { kind: 'refused', problem: says(problems) };

function note(outcomes: Outcomes, customerId: string, outcome: MarkOutcome): void {
  if (outcomes.get(customerId)?.kind === 'told') outcomes.set(customerId, outcome);
}

/** A list of nothing is no list: the metafield goes, so that it says nothing of whoever is in nothing. */
async function tellLists(
  admin: AdminClient,
  shopDomain: string,
  changes: readonly MarkChange[],
  outcomes: Outcomes,
): Promise<void> {
  const there = changes.filter(({ customerId, handles }) => handles && outcomes.get(customerId)?.kind !== 'gone');
  await setLists(
    admin,
    shopDomain,
    there.filter(({ handles }) => handles?.length),
    outcomes,
  );
  const empty = there.filter(({ handles }) => handles?.length === 0);
  if (empty.length === 0) return;
  const metafields = empty.map(({ customerId }) => ({ ...PLACE, ownerId: customerId }));
  const { metafieldsDelete: answer } = await admin.run(shopDomain, operations.deleteMetafields, { metafields });
  const problems = answer?.userErrors ?? [];
  if (problems.length) for (const { customerId } of empty) note(outcomes, customerId, outcomeOf(problems));
}

/** Shopify writes all of a request or none: whoever spoils it is left out, and the others are told again. */
async function setLists(
  admin: AdminClient,
  shopDomain: string,
  changes: readonly MarkChange[],
  outcomes: Outcomes,
): Promise<void> {
  if (changes.length === 0) return;
  const metafields = changes.map(({ customerId, handles }) => ({
    ...PLACE,
    ...{ ownerId: customerId, type: TYPE, value: JSON.stringify(handles) },
  }));
  const { metafieldsSet: answer } = await admin.run(shopDomain, operations.setMetafields, { metafields });
  const problems = answer?.userErrors ?? [];
  if (problems.length === 0) return;
  const wrong = changes.filter(({ customerId }, at) => {
    const own = problems.filter(({ field }) => field?.[1] === String(at));
    if (own.length) note(outcomes, customerId, outcomeOf(own));
    return own.length > 0;
  });
  if (wrong.length === 0) throw new Error(says(problems));
  await setLists(
    admin,
    shopDomain,
    changes.filter((each) => !wrong.includes(each)),
    outcomes,
  );
}
