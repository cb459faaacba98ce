import type { Shop } from '@prisma/client';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { sentence } from '~/customers/rules/sentence';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { ruleOfCluster } from '~/learning/clusters/load-clusters.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { knownValues, type KnownValues } from '../recommendations/shelf.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { freshnessWords } from './freshness';
import { lagOf } from './lag.server';
import { membersPage, type MembersPage } from './members.server';
import { changesSince } from './memberships.server';
import { namesIn, speakerOf, type Names } from './shop-speaker.server';
import { segmentTemplates } from './templates';
import { waitsForShopify } from './unread.server';

/** What the editor needs to know of a shop. */
export interface EditorPage {
  shop: PageShop;
  name: string;
  rule: Rule;
  names: Names;
  /** Other segments, which a rule may name. */
  segments: { id: string; name: string }[];
  known: KnownValues;
}

export interface ShownVersion {
  version: number;
  name: string;
  words: string;
  savedAt: string;
}

export interface SegmentPage extends EditorPage {
  id: string;
  version: number;
  words: string;
  isBuilt: boolean;
  /** Nobody is still to be looked at. */
  hasCaughtUp: boolean;
  people: number;
  entered: number;
  left: number;
  freshness: string;
  members: MembersPage;
  /** The newest first. */
  versions: ShownVersion[];
}

const MOST_VERSIONS = 50;
const WEEK_MINUTES = 7 * 1_440;

/** A segment that is not there yet: empty, from a template, from a group that was found, or a copy of another. */
export function newSegmentPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<EditorPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const begun = await beginning(db, shop.id, search);
    return { ...begun, ...(await editorOf(deps, db, shop, begun.rule, null)) };
  });
}

const EMPTY: Pick<EditorPage, 'name' | 'rule'> = { name: '', rule: { kind: 'all', rules: [] } };

async function beginning(db: Db, shopId: string, search: URLSearchParams): Promise<Pick<EditorPage, 'name' | 'rule'>> {
  const template = segmentTemplates.find(({ key }) => key === search.get('template'));
  if (template) return { name: template.name, rule: template.rule };
  const group = search.get('group');
  const found = group && IS_ID.test(group) ? await ruleOfCluster(db, shopId, group) : null;
  if (found) return { name: found.name, rule: found.rule };
  const id = search.get('copy');
  const copied = id && IS_ID.test(id) ? await db.segment.findFirst({ where: { shopId, id } }) : null;
  return copied ? { name: `Copy of ${copied.name}`, rule: ruleSchema.parse(copied.rule) } : EMPTY;
}

const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function editorOf(
  deps: PageDeps,
  db: Db,
  shop: Shop,
  rule: Rule,
  own: string | null,
): Promise<Omit<EditorPage, 'name' | 'rule'>> {
  const [all, known, names] = await Promise.all([
    db.segment.findMany({ where: { shopId: shop.id, retiredAt: null }, orderBy: { name: 'asc' } }),
    knownValues(db, shop.id),
    namesIn(db, shop.id, [rule]),
  ]);
  const segments = all.filter(({ id }) => id !== own).map(({ id, name }) => ({ id, name }));
  return { shop: pageShop(deps, shop), names, segments, known };
}

/**
 * Everything about one segment: its rule to be changed, who is in it and since when, and what it was before. Null: there is none in use.
 * @param search which of the members are to be shown
 */
export function segmentPage(
  deps: PageDeps,
  shopDomain: string,
  id: string,
  search = new URLSearchParams(),
): Promise<SegmentPage | null> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const shopId = shop.id;
    const kept = IS_ID.test(id) ? await db.segment.findFirst({ where: { shopId, id, retiredAt: null } }) : null;
    if (!kept) return null;
    const rule = ruleSchema.parse(kept.rule);
    const editor = await editorOf(deps, db, shop, rule, id);
    return {
      ...editor,
      ...{ id, name: kept.name, rule, version: kept.version },
      words: capitalised(sentence(rule, speakerOf(editor.names, shop))),
      ...(await movementOf(deps, db, shop, kept)),
      members: await membersPage(deps, db, { shopId, segmentId: id }, search),
      versions: await versionsOf(db, shop, id),
    };
  });
}

interface Kept {
  id: string;
  version: number;
  builtVersion: number | null;
  isStale: boolean;
}

async function movementOf(
  deps: PageDeps,
  db: Db,
  shop: Shop,
  { id, version, builtVersion, isStale }: Kept,
): Promise<Pick<SegmentPage, 'people' | 'entered' | 'left' | 'isBuilt' | 'hasCaughtUp' | 'freshness'>> {
  const now = deps.clock.now();
  const [people, changes, lag, isWaiting] = await Promise.all([
    db.segmentMember.count({ where: { shopId: shop.id, segmentId: id } }),
    changesSince(db, shop.id, addMs(now, -minutes(WEEK_MINUTES)), now),
    lagOf(db, deps.clock, shop.id),
    waitsForShopify(db, shop.id, id),
  ]);
  const { entered = 0, left = 0, lastAt = null } = changes.get(id) ?? {};
  const told = { isBuilt: builtVersion === version, isStale, lastChangeAt: lastAt?.toISOString() ?? null, ...lag };
  const words = freshnessWords({ ...told, waitsForShopify: isWaiting }, pageShop(deps, shop));
  const isBuilt = told.isBuilt && !isWaiting;
  return { people, entered, left, isBuilt, hasCaughtUp: lag.waiting === 0, freshness: words };
}

async function versionsOf(db: Db, shop: Shop, segmentId: string): Promise<ShownVersion[]> {
  const versions = await db.segmentVersion.findMany({
    where: { shopId: shop.id, segmentId },
    orderBy: { version: 'desc' },
    take: MOST_VERSIONS,
  });
  const rules = versions.map(({ rule }) => ruleSchema.parse(rule));
  const speaker = speakerOf(await namesIn(db, shop.id, rules), shop);
  return versions.map(({ version, name, savedAt }, index) => ({
    ...{ version, name, savedAt: savedAt.toISOString() },
    words: capitalised(sentence(rules[index] ?? EMPTY.rule, speaker)),
  }));
}
