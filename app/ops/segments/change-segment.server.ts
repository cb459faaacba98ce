import type { Shop } from '@prisma/client';
import { z } from 'zod';
import type { RuleProblem } from '~/customers/rules/problems';
import { ruleSchema } from '~/customers/rules/rule';
import { holdSegments } from '~/customers/segments/live-segments.server';
import { retireSegment, saveSegment, type SaveOutcome } from '~/customers/segments/save-segment.server';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { jsonOf } from '~/platform/json-of';
import { inShop, type PageDeps } from '../shop-context.server';
import { usesOf, usesWords } from './uses.server';

export type SegmentDeps = Pick<PageDeps, 'db' | 'shops' | 'clock'> & ActivityDeps;

/** What came of it; problems by their place in the rule (`name`, or from its root). */
export type SegmentOutcome =
  | { kind: 'saved'; id: string; version: number }
  | { kind: 'retired' }
  | { kind: 'refused'; problems: (RuleProblem | { path: ['name']; message: string })[] };

const version = z.coerce.number().int().positive();
const asked = z.discriminatedUnion('intent', [
  z.object({
    ...{ intent: z.literal('save'), id: z.uuid().optional(), name: z.string(), rule: z.string() },
    /** Which version was changed; absent: a new segment. */
    base: version.optional(),
  }),
  z.object({ intent: z.literal('restore'), id: z.uuid(), version }),
  z.object({ intent: z.literal('retire'), id: z.uuid() }),
]);
type Asked = z.infer<typeof asked>;

const refused = (message: string): SegmentOutcome => ({ kind: 'refused', problems: [{ path: [], message }] });
const GONE = 'This segment is out of use: somebody took it away meanwhile. Go back to the list.';
const OVERTAKEN = 'Somebody saved this segment while you changed it. Load the page again, and change it there.';

/** Saves a segment, goes back to an earlier version of it, or takes it out of use. `actor`: Shopify's id of the user. */
export function changeSegment(
  deps: SegmentDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<SegmentOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) return Promise.resolve(refused('It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (_db, shop) =>
    deps.db.transaction(async (tx) => {
      await holdSegments(tx, shop.id);
      return change({ deps, shop, actor }, tx, told.data);
    }),
  );
}

interface By {
  deps: SegmentDeps;
  shop: Shop;
  actor: string;
}

function change(by: By, tx: Db, told: Asked): Promise<SegmentOutcome> {
  if (told.intent === 'save') return save(by, tx, told);
  return told.intent === 'restore' ? restore(by, tx, told) : retire(by, tx, told.id);
}

async function save(by: By, tx: Db, told: Extract<Asked, { intent: 'save' }>): Promise<SegmentOutcome> {
  const rule = ruleSchema.safeParse(jsonOf(told.rule));
  if (!rule.success) return refused('The rule is not whole yet. Fill in all of its fields.');
  const { id, name, base } = told;
  const known = id ? await inUse(tx, by.shop.id, id) : null;
  if (id && known && known.version !== base) return refused(OVERTAKEN);
  const outcome = await saveSegment(by.deps, tx, by.shop.id, { ...(id ? { id } : {}), name, rule: rule.data });
  return written(by, tx, outcome, id ? 'segment-changed' : 'segment-created', { name: name.trim() });
}

const inUse = (tx: Db, shopId: string, id: string) => tx.segment.findFirst({ where: { shopId, id, retiredAt: null } });

/** The rule of before becomes a new version; the segment keeps the name it has now. */
async function restore(
  by: By,
  tx: Db,
  { id, version: wanted }: Extract<Asked, { intent: 'restore' }>,
): Promise<SegmentOutcome> {
  const shopId = by.shop.id;
  const known = await inUse(tx, shopId, id);
  const old = await tx.segmentVersion.findFirst({ where: { shopId, segmentId: id, version: wanted } });
  if (!known || !old) return refused(GONE);
  const { name } = known;
  const outcome = await saveSegment(by.deps, tx, shopId, { id, name, rule: ruleSchema.parse(old.rule) });
  return written(by, tx, outcome, 'segment-restored', { name, version: wanted });
}

async function written(
  { deps, shop, actor }: By,
  tx: Db,
  outcome: SaveOutcome,
  kind: ActivityKind,
  details: Record<string, string | number>,
): Promise<SegmentOutcome> {
  if (outcome.kind === 'gone') return refused(GONE);
  if (outcome.kind === 'refused') return outcome;
  await recordActivity(deps, tx, shop.id, { kind, subject: outcome.id, actor, details });
  return { kind: 'saved', id: outcome.id, version: outcome.version };
}

/** What is used is not taken away: rules that speak of it would mean others. */
async function retire({ deps, shop, actor }: By, tx: Db, id: string): Promise<SegmentOutcome> {
  const known = await inUse(tx, shop.id, id);
  if (!known) return { kind: 'retired' };
  const uses = (await usesOf(tx, shop.id)).get(id) ?? [];
  if (uses.length > 0)
    return refused(
      `It is in use: ${usesWords(uses)} ${uses.length === 1 ? 'speaks' : 'speak'} of it. Change that first.`,
    );
  await retireSegment(deps, tx, shop.id, id);
  const details = { name: known.name };
  await recordActivity(deps, tx, shop.id, { kind: 'segment-retired', subject: id, actor, details });
  return { kind: 'retired' };
}
