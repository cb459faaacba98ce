import type { ShopifySegment, ShopifySegments } from '~/customers/segments/shopify-segments';
import type { AdminClient } from './admin-client.server';
import * as operations from './operations';

const SEGMENTS_ON_PAGE = 100;
/** The most that Shopify gives on one page of members. */
const MEMBERS_ON_PAGE = 1_000;

/** A member's id is of a type of its own, `CustomerSegmentMember`; its number is the customer's. */
const customerIdOf = (memberId: string): string =>
  `gid://shopify/Customer/${memberId.slice(memberId.lastIndexOf('/') + 1)}`;

/** Reads Shopify's own segments through the Admin API. */
export function createShopifySegments(admin: AdminClient): ShopifySegments {
  return {
    async list(shopDomain) {
      const all: ShopifySegment[] = [];
      for (let after: string | null = null; ;) {
        const page = { first: SEGMENTS_ON_PAGE, after };
        const { segments }: Awaited<ReturnType<typeof ask>> = await ask(page);
        all.push(...segments.nodes.map(({ id, name, query }) => ({ id, name, query })));
        if (!segments.pageInfo.hasNextPage) return all;
        after = segments.pageInfo.endCursor;
      }
      function ask(page: { first: number; after: string | null }) {
        return admin.run(shopDomain, operations.customerSegments, page);
      }
    },
    async *members(shopDomain, segmentId) {
      const ask = (after: string | null) =>
        admin.run(shopDomain, operations.segmentMembers, { segmentId, first: MEMBERS_ON_PAGE, after });
      for (let page = await ask(null); ; page = await ask(page.customerSegmentMembers.pageInfo.endCursor)) {
        const { edges, pageInfo } = page.customerSegmentMembers;
        yield edges.map(({ node }) => customerIdOf(node.id));
        if (!pageInfo.hasNextPage) return;
      }
    },
  };
}
