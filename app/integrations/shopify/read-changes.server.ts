import type { SyncKind, SyncPages } from '~/capture/shopify-sync/sync-kinds';
import { refusedFor, type AdminClient, type Operation } from './admin-client.server';
import type { BulkObject } from './bulk-lines';
import { assembleObjects } from './bulk-objects';
import { bulkQueries } from './bulk-queries';
import { changedSince } from './bulk-query';
import { inPages } from './query-texts';

/** Objects of a page, so that no page costs more than the 1,000 points Shopify lets one query cost. */
const PAGE_SIZES: Record<SyncKind, number> = {
  products: 10,
  collections: 50,
  customers: 50,
  orders: 25,
  checkouts: 25,
};

type Row = Record<string, unknown>;
interface Connection {
  edges: { node: Row & { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
interface PageVariables {
  first: number;
  after: string | null;
  query: string;
}
type Page = Operation<Record<string, Connection>, PageVariables>;

/**
 * What has changed of a kind since an instant, page by page. Null where that cannot be told in pages: one object has more of something
 * than a page holds, or Shopify finds the question too dear. A bulk operation then tells it whole.
 */
export async function readChanges<K extends SyncKind>(
  admin: AdminClient,
  shopDomain: string,
  kind: K,
  since: Date,
  currency: string,
): Promise<SyncPages[K] | null> {
  const objects: BulkObject[] = [];
  try {
    for await (const connection of connectionsOf(admin, shopDomain, kind, since))
      for (const { node } of connection.edges) {
        const object = toObject(node);
        if (!object) return null;
        objects.push(object);
      }
  } catch (error) {
    if (refusedFor(error, 'MAX_COST_EXCEEDED')) return null;
    throw error;
  }
  return assembleObjects(kind, objects, currency);
}

async function* connectionsOf(
  admin: AdminClient,
  shopDomain: string,
  kind: SyncKind,
  since: Date,
): AsyncGenerator<Connection> {
  const query = inPages(bulkQueries[kind]) as Page;
  let after: string | null = null;
  do {
    const variables: PageVariables = { first: PAGE_SIZES[kind], after, query: changedSince(since) };
    const answer: Record<string, Connection> = await admin.run(shopDomain, query, variables);
    const [connection] = Object.values(answer);
    if (!connection) return;
    yield connection;
    after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  } while (after);
}

/** A node as a bulk answer would tell it: the nodes of its connections as rows that name their parent. Null where one of them has more. */
export function toObject(node: Row & { id: string }): BulkObject | null {
  const children: Row[] = [];
  const parent = takeApart(node, node.id, children);
  return parent && { parent, children };
}

/** The row without its connections, whose nodes are added to `children`; null where one of those has more than came. */
function takeApart(row: Row, id: string, children: Row[]): Row | null {
  const own: Row = {};
  for (const [key, value] of Object.entries(row)) {
    if (isConnection(value)) {
      if (!addNodes(value, id, children)) return null;
    } else if (isObject(value)) {
      const inner = takeApart(value, typeof value.id === 'string' ? value.id : id, children);
      if (!inner) return null;
      own[key] = inner;
    } else own[key] = value;
  }
  return own;
}

/** A node stands before those below it, as in a bulk answer. */
function addNodes({ edges, pageInfo }: Connection, parentId: string, children: Row[]): boolean {
  for (const { node } of edges) {
    const at = children.push({}) - 1;
    const child = takeApart(node, node.id, children);
    if (!child) return false;
    children[at] = { ...child, __parentId: parentId };
  }
  return !pageInfo.hasNextPage;
}

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isConnection = (value: unknown): value is Connection =>
  isObject(value) && Array.isArray(value.edges) && isObject(value.pageInfo);
