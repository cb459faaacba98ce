import type { StoreCustomer } from '../../../store';
import { siblingGid } from '../../gid';
import { connectInOrder, type Connection, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { badRequest, codedError } from '../errors';
import { checkId } from './lookups';

interface Segment {
  id: string;
  name: string;
  query: string;
}

/** Segments that Shopify makes for every store. */
const segments: readonly Segment[] = [
  {
    id: 'gid://shopify/Segment/51100001',
    name: 'Customers who have purchased at least once',
    query: 'number_of_orders > 0',
  },
  {
    id: 'gid://shopify/Segment/51100002',
    name: 'Email subscribers',
    query: `email_subscription_status = 'SUBSCRIBED'`,
  },
  {
    id: 'gid://shopify/Segment/51100003',
    name: 'Customers who have purchased more than once',
    query: 'number_of_orders > 1',
  },
  { id: 'gid://shopify/Segment/51100004', name: 'Customers who haven’t purchased', query: 'number_of_orders = 0' },
];

type Test = (customer: StoreCustomer, context: AdminContext) => boolean;

const CLAUSE = /^(\w+)\s*(=|!=|>=|<=|>|<|CONTAINS)\s*(?:'([^']*)'|(\d+(?:\.\d+)?))$/;

/** The part of Shopify's query language for segments that the stand-in speaks; it refuses the rest. */
function readQuery(query: string): Test {
  const tests = query.split(/\s+AND\s+/).map((clause) => {
    const [, name = '', operator = '', text, number] = CLAUSE.exec(clause.trim()) ?? [];
    const test = testOf(name, operator, text ?? null, number === undefined ? null : Number(number));
    if (!test) throw badRequest(`the stand-in does not understand the segment query ${JSON.stringify(clause)}`);
    return test;
  });
  return (customer, context) => tests.every((test) => test(customer, context));
}

function testOf(name: string, operator: string, text: string | null, number: number | null): Test | null {
  if (name === 'number_of_orders' && number !== null)
    return (each, { world }) => compares(world.state.ordersByCustomer.get(each.id)?.length ?? 0, operator, number);
  if (name === 'email_subscription_status' && text !== null && operator === '=')
    return ({ emailMarketing }) => emailMarketing.state === text;
  if (name === 'customer_tags' && text !== null && operator === 'CONTAINS') return ({ tags }) => tags.includes(text);
  if (name === 'customer_countries' && text !== null && operator === 'CONTAINS')
    return ({ address }) => address?.countryCode === text;
  return null;
}

function compares(value: number, operator: string, than: number): boolean {
  switch (operator) {
    case '=':
      return value === than;
    case '!=':
      return value !== than;
    case '>':
      return value > than;
    case '<':
      return value < than;
    case '>=':
      return value >= than;
    default:
      return operator === '<=' && value <= than;
  }
}

interface MemberArgs extends ConnectionArgs {
  segmentId?: string | null;
  queryId?: string | null;
}

/** A member's id is of a type of its own; its number is the customer's. */
type Member = StoreCustomer & { id: string };

/** "The maximum page size is 1000", as the schema says of these pages alone. */
const MOST_MEMBERS = 1_000;

function customerSegmentMembers(_source: unknown, args: MemberArgs, context: AdminContext): unknown {
  const { segmentId, queryId, query } = args;
  if ([segmentId, queryId, query].filter(Boolean).length !== 1 || queryId)
    throw badRequest('exactly one of query and segmentId is needed');
  const found = segmentId ? findSegment(segmentId) : null;
  if (segmentId && !found) throw codedError(`Segment not found: ${segmentId}`, 'RESOURCE_NOT_FOUND');
  const test = readQuery(found?.query ?? query ?? '');
  const members = context.world.state.data.customers
    .filter((each) => test(each, context))
    .map((each): Member => ({ ...each, id: siblingGid(each.id, 'CustomerSegmentMember') }));
  return { ...connectMembers(members, args, context), totalCount: members.length, statistics: {} };
}

function connectMembers(members: Member[], args: MemberArgs, context: AdminContext): Connection<Member> {
  if ((args.first ?? 0) > MOST_MEMBERS) throw badRequest(`first cannot exceed ${MOST_MEMBERS}`);
  return connectInOrder(members, args, context, MOST_MEMBERS);
}

const findSegment = (id: string): Segment | null => segments.find((each) => each.id === checkId(id, 'Segment')) ?? null;

const CREATED_AT = '2025-01-01T00:00:00Z';
const segment = { creationDate: () => CREATED_AT, lastEditDate: () => CREATED_AT };

export const segmentResolvers = {
  QueryRoot: {
    segments: (_source: unknown, args: ConnectionArgs, context: AdminContext) =>
      connectInOrder(segments, args, context),
    segmentsCount: () => ({ count: segments.length, precision: 'EXACT' }),
    segment: (_source: unknown, { id }: { id: string }) => findSegment(id),
    customerSegmentMembers,
  },
  Segment: segment,
};
