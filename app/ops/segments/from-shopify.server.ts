import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { LONGEST_NAME } from '~/customers/segments/save-segment.server';
import type { ShopifySegment } from '~/customers/segments/shopify-segments';
import { AccessLost } from '~/integrations/shopify/access-tokens.server';
import type { Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { inShop, type PageDeps } from '../shop-context.server';
import type { RecentShopifySegments } from './recent-shopify-segments.server';
import { editorOf, type EditorPage } from './segment-page.server';

export type FromShopifyDeps = PageDeps & { recentShopifySegments: RecentShopifySegments; logger: Logger };

export interface ListedSegment extends ShopifySegment {
  /** As its members were read last; null: no rule spoke of it yet. */
  read: { at: string; customers: number } | null;
}

export type ListedSegments = { kind: 'listed'; segments: ListedSegment[] } | { kind: 'unreachable'; problem: string };

/** Shopify's own segments of a shop, by their names, with when their members were read. */
export function listShopifySegments(deps: FromShopifyDeps, shopDomain: string): Promise<ListedSegments> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const asked = await askShopify(deps, shopDomain);
    if (asked.kind === 'unreachable') return asked;
    const rows = await db.shopifySegment.findMany({ where: { shopId } });
    const read = new Map(rows.map((row) => [row.segmentId, row]));
    const segments = asked.segments.map((segment) => ({ ...segment, read: readOf(read.get(segment.id)) }));
    return { kind: 'listed', segments: segments.sort((a, b) => a.name.localeCompare(b.name, 'en')) };
  });
}

const readOf = (row: { readAt: Date; customers: number } | undefined): ListedSegment['read'] =>
  row ? { at: row.readAt.toISOString(), customers: row.customers } : null;

type Asked = { kind: 'listed'; segments: ShopifySegment[] } | { kind: 'unreachable'; problem: string };

async function askShopify(
  { recentShopifySegments, logger }: Pick<FromShopifyDeps, 'recentShopifySegments' | 'logger'>,
  shopDomain: string,
  options?: { isFresh: boolean },
): Promise<Asked> {
  try {
    return { kind: 'listed', segments: await recentShopifySegments.list(shopDomain, options) };
  } catch (error) {
    logger.warn({ err: error, shopDomain }, 'Shopify’s segments could not be listed');
    return { kind: 'unreachable', problem: error instanceof AccessLost ? ACCESS_LOST : SILENT };
  }
}

const SILENT = 'Shopify did not answer with its segments. What is chosen stays as it is; ask again in a minute.';
const ACCESS_LOST =
  'Shopify lets Kindred read nothing at present. What is chosen stays as it is; open Kindred from Shopify’s admin, and ask again.';

/** What Shopify's action hands over: a segment to be saved, or why there is none. */
export type FromShopify =
  | {
      kind: 'draft';
      page: EditorPage;
      /** Segments here that are just that one already. */
      same: { id: string; name: string }[];
    }
  | { kind: 'refused'; problem: string };

const globalId = z.string().regex(/^gid:\/\/shopify\/Segment\/[1-9]\d{0,19}$/);

const NO_ID =
  'The address names none of Shopify’s segments. Open the segment in Shopify’s admin, choose “Use segment”, and then Kindred.';
const GONE =
  'Shopify has no such segment any more: it was deleted there, or belongs to another store. Choose another one in Shopify’s admin.';

/** One of Shopify's segments as a segment that is not saved yet: its name and the one condition. What the address says of it is believed only as far as Shopify says the same. */
export async function segmentFromShopify(
  deps: FromShopifyDeps,
  shopDomain: string,
  search: URLSearchParams,
): Promise<FromShopify> {
  const id = globalId.safeParse(search.get('segmentId'));
  if (!id.success) return { kind: 'refused', problem: NO_ID };
  const found = await findAtShopify(deps, shopDomain, id.data);
  if (found === 'gone') return { kind: 'refused', problem: GONE };
  return inShop(deps, shopDomain, (db, shop) => draftOf(deps, db, shop, { id: id.data, name: found?.name ?? '' }));
}

/** Null: Shopify does not say. One that was made a moment ago is found too. */
async function findAtShopify(deps: FromShopifyDeps, shopDomain: string, id: string) {
  for (const isFresh of [false, true]) {
    const asked = await askShopify(deps, shopDomain, { isFresh });
    if (asked.kind === 'unreachable') return null;
    const found = asked.segments.find((segment) => segment.id === id);
    if (found) return found;
  }
  return 'gone';
}

async function draftOf(
  deps: PageDeps,
  db: Db,
  shop: Shop,
  { id, name }: { id: string; name: string },
): Promise<FromShopify> {
  const rule: Rule = { kind: 'all', rules: [{ kind: 'shopify-segment', id }] };
  const editor = await editorOf(deps, db, shop, rule, null);
  const kept = await db.segment.findMany({ where: { shopId: shop.id, retiredAt: null }, orderBy: { name: 'asc' } });
  const same = kept.filter((segment) => isJust(ruleSchema.parse(segment.rule), id));
  const names = name ? { ...editor.names, [id]: name } : editor.names;
  const free = freeName(
    name,
    kept.map((segment) => segment.name),
  );
  return {
    kind: 'draft',
    page: { ...editor, names, name: free, rule },
    same: same.map((segment) => ({ id: segment.id, name: segment.name })),
  };
}

function isJust(rule: Rule, id: string): boolean {
  if ((rule.kind === 'all' || rule.kind === 'any') && rule.rules.length === 1) return isJust(rule.rules[0] as Rule, id);
  return rule.kind === 'shopify-segment' && rule.id === id;
}

const MARK = ' (from Shopify)';

/** A name that no segment here has, where that is easily found. */
function freeName(name: string, taken: readonly string[]): string {
  const isTaken = taken.some((each) => each.toLowerCase() === name.toLowerCase());
  const end = isTaken && name ? MARK : '';
  return name.slice(0, LONGEST_NAME - end.length).trim() + end;
}
