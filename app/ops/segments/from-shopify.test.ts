import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import type { Rule } from '~/customers/rules/rule';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { AccessLost } from '~/integrations/shopify/access-tokens.server';
import { withShop } from '~/platform/db/db.server';
import { countRule } from './count-rule.server';
import { listShopifySegments, segmentFromShopify } from './from-shopify.server';
import { createRecentSegments } from './recent-shopify-segments.server';
import { segmentPage } from './segment-page.server';

const inWorld = await bareWorlds();
const VIPS = { id: 'gid://shopify/Segment/1', name: 'VIPs', query: 'number_of_orders > 9' };
const NEW = { id: 'gid://shopify/Segment/2', name: 'A new one', query: 'number_of_orders = 0' };
const justVips: Rule = { kind: 'all', rules: [{ kind: 'shopify-segment', id: VIPS.id }] };

/** A world whose Shopify has these segments, or answers with an error. */
function withShopify(world: BareWorld, segments: (typeof VIPS)[] | Error) {
  const told = { segments };
  const list = () => (told.segments instanceof Error ? Promise.reject(told.segments) : Promise.resolve(told.segments));
  const recentShopifySegments = createRecentSegments({ list }, world.app.systemClock);
  return { deps: { ...world.pages, recentShopifySegments }, told };
}

const handOver = (deps: ReturnType<typeof withShopify>['deps'], domain: string, segmentId: string) =>
  segmentFromShopify(deps, domain, new URLSearchParams({ segmentId }));

const keep = ({ app, shop }: BareWorld, name: string, rule: Rule) =>
  withShop(shop.id, () => app.db.transaction((tx) => saveSegment(app, tx, shop.id, { name, rule })));

const markRead = ({ app, shop }: BareWorld, name: string | null) =>
  withShop(shop.id, () => {
    const row = { shopId: shop.id, segmentId: VIPS.id, name, customers: 3, readAt: app.clock.now() };
    return app.db.prisma.shopifySegment.create({ data: row });
  });

describe('Shopify’s segments to choose from', () => {
  it('stand by their names, with what they mean and when they were read', () =>
    inWorld(async (world) => {
      await markRead(world, VIPS.name);
      const { deps } = withShopify(world, [VIPS, NEW]);
      expect(await listShopifySegments(deps, world.domain)).toEqual({
        kind: 'listed',
        segments: [
          { ...NEW, read: null },
          { ...VIPS, read: { at: world.app.clock.now().toISOString(), customers: 3 } },
        ],
      });
    }));

  it('that Shopify does not tell are said to be so, with what to do', () =>
    inWorld(async (world) => {
      const problem = async (error: Error) => {
        const answer = await listShopifySegments(withShopify(world, error).deps, world.domain);
        return answer.kind === 'unreachable' ? answer.problem : '';
      };
      expect(await problem(new Error('HTTP 503'))).toContain('ask again in a minute');
      expect(await problem(new AccessLost('gone'))).toContain('open Kindred from Shopify’s admin');
    }));
});

describe('a segment that Shopify hands over', () => {
  it('is a draft of its name and its one condition, and nothing is kept', () =>
    inWorld(async (world) => {
      const { deps } = withShopify(world, [VIPS]);
      expect(await handOver(deps, world.domain, VIPS.id)).toMatchObject({
        kind: 'draft',
        page: { name: 'VIPs', rule: justVips, names: { [VIPS.id]: 'VIPs' } },
        same: [],
      });
      expect(await withShop(world.shop.id, () => world.app.db.prisma.segment.count())).toBe(0);
    }));

  it('is found though it was made a moment after Shopify was last asked', () =>
    inWorld(async (world) => {
      const { deps, told } = withShopify(world, [VIPS]);
      await listShopifySegments(deps, world.domain);
      told.segments = [VIPS, NEW];
      expect(await handOver(deps, world.domain, NEW.id)).toMatchObject({ kind: 'draft', page: { name: 'A new one' } });
    }));

  it('whose name is taken gets one of its own, and is told of one that is the same already', () =>
    inWorld(async (world) => {
      await keep(world, 'vips', justVips);
      const { deps } = withShopify(world, [{ ...VIPS, name: 'V'.repeat(300) }, NEW]);
      expect(await handOver(deps, world.domain, VIPS.id)).toMatchObject({
        page: { name: 'V'.repeat(120) },
        same: [{ name: 'vips' }],
      });
      const again = withShopify(world, [VIPS]);
      const handed = await handOver(again.deps, world.domain, VIPS.id);
      expect(handed).toMatchObject({ page: { name: 'VIPs (from Shopify)' } });
    }));

  it('is a draft without a name where Shopify does not answer, and refused where Shopify does not know it', () =>
    inWorld(async (world) => {
      const away = withShopify(world, new Error('HTTP 503'));
      expect(await handOver(away.deps, world.domain, VIPS.id)).toMatchObject({ page: { name: '', rule: justVips } });
      const { deps } = withShopify(world, [NEW]);
      const refused = await handOver(deps, world.domain, VIPS.id);
      expect(refused).toMatchObject({ kind: 'refused', problem: expect.stringContaining('was deleted there') });
    }));

  it('is refused in words where the address names no segment, whatever it names', () =>
    inWorld(async (world) => {
      // Asked, it would not answer, and the draft would have no name.
      const { deps } = withShopify(world, new Error('away'));
      const refusal = { kind: 'refused', problem: expect.stringContaining('Use segment') };
      const hostile = [
        ...['', '1', 'gid://shopify/Customer/1', 'gid://shopify/Segment/0', 'gid://shopify/Segment/1\n'],
        ...[
          'gid://shopify/Segment/1/../2',
          'GID://shopify/Segment/1',
          'gid://shopify/Segment/1?x=1',
          '<b>',
          "' OR 1=1--",
        ],
        ...['gid://shopify/Segment/' + '9'.repeat(200), 'javascript:alert(1)', 'gid://shopify/Segment/１'],
      ];
      for (const id of hostile) expect([id, await handOver(deps, world.domain, id)]).toEqual([id, refusal]);
      expect(await segmentFromShopify(deps, world.domain, new URLSearchParams())).toEqual(refusal);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary' }), async (id) => {
          expect(await handOver(deps, world.domain, `gid://shopify/Segment/${id}x`)).toEqual(refusal);
        }),
        { numRuns: 50 },
      );
    }));
});

describe('what waits for Shopify', () => {
  const count = ({ pages, domain }: BareWorld, rule: Rule) =>
    countRule(pages, domain, { asked: '1', rule: JSON.stringify(rule) });

  it('says so where it is counted, through the segments it names too, until it was read', () =>
    inWorld(async (world) => {
      const kept = await keep(world, 'VIPs', justVips);
      if (kept.kind !== 'saved') throw new Error(kept.kind);
      const through: Rule = { kind: 'not', rule: { kind: 'segment', id: kept.id } };
      expect(await count(world, justVips)).toMatchObject({ people: 0, unread: [VIPS.id] });
      expect(await count(world, through)).toMatchObject({ unread: [VIPS.id] });
      const page = () => segmentPage(world.pages, world.domain, kept.id);
      expect(await page()).toMatchObject({
        isBuilt: false,
        freshness: 'Waits for Shopify: who is in its segment is being read',
        words: 'Is in Shopify’s segment “one that is not read yet”',
      });
      await markRead(world, 'VIPs');
      expect(await count(world, through)).toMatchObject({ unread: [] });
      expect(await page()).toMatchObject({ words: 'Is in Shopify’s segment “VIPs”' });
    }));

  it('says that one was deleted there', () =>
    inWorld(async (world) => {
      const kept = await keep(world, 'VIPs', justVips);
      await markRead(world, null);
      const page = await segmentPage(world.pages, world.domain, kept.kind === 'saved' ? kept.id : '');
      expect(page?.words).toBe('Is in Shopify’s segment “one that was deleted in Shopify”');
    }));
});
