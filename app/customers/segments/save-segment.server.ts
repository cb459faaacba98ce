import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { problemsOf, type RuleProblem } from '../rules/problems';
import { leavesOf, ruleSchema, type Rule } from '../rules/rule';
import { holdSegments } from './live-segments.server';
import { circleByTags, circleWords } from './outputs/looks-at-tags';
import { looksAtGoods, watchesOf } from './watches.server';
import { CircleOfSegments, withSegments } from './with-segments';

export interface SaveDeps {
  ids: Ids;
  clock: Clock;
}

export interface SegmentInput {
  /** Absent: a new one. */
  id?: string;
  name: string;
  rule: Rule;
}

export type SaveOutcome =
  | { kind: 'saved'; id: string; version: number }
  | { kind: 'refused'; problems: (RuleProblem | { path: ['name']; message: string })[] }
  | { kind: 'gone' };

/** A shop's plan for so many people is no plan; and each is looked at with every change that concerns it. */
export const MOST_SEGMENTS = 200;
export const LONGEST_NAME = 120;

/** Keeps a segment as it is to be from now on; its members are looked for at once, by the job. What it was before stays among its versions. */
export async function saveSegment(
  { ids, clock }: SaveDeps,
  tx: Db,
  shopId: string,
  { id, name: given, rule }: SegmentInput,
): Promise<SaveOutcome> {
  await holdSegments(tx, shopId);
  const others = await tx.segment.findMany({ where: { shopId, retiredAt: null }, include: { output: true } });
  const known = id === undefined ? null : others.find((each) => each.id === id);
  if (known === undefined) return { kind: 'gone' };
  const name = given.trim();
  const problems = [
    ...wrongName(name, others, id),
    ...wrongRule(rule, others, id),
    ...wrongByTags(rule, others, known),
  ];
  if (!known && others.length >= MOST_SEGMENTS)
    problems.push({ path: [], message: `There are ${MOST_SEGMENTS} segments already. Take one out of use first.` });
  if (problems.length > 0) return { kind: 'refused', problems };
  const now = clock.now();
  const segment = { id: known?.id ?? ids.next(), version: await nextVersion(tx, shopId, known?.id) };
  const data = { name, rule: rule as object, version: segment.version, updatedAt: now };
  await tx.segment.upsert({
    where: { shopId_id: { shopId, id: segment.id } },
    create: { shopId, id: segment.id, createdAt: now, ...data },
    update: data,
  });
  await tx.segmentVersion.create({
    data: { shopId, segmentId: segment.id, version: segment.version, name, rule: rule, savedAt: now },
  });
  await keepWatches(tx, shopId);
  await lookThrough(tx, shopId, dependentsOf(segment.id, others));
  await wake(tx, shopId, 'advance-segments', now);
  if (leavesOf(rule).some(({ kind }) => kind === 'shopify-segment'))
    await wake(tx, shopId, 'read-shopify-segments', now);
  return { kind: 'saved', ...segment };
}

async function nextVersion(tx: Db, shopId: string, segmentId: string | undefined): Promise<number> {
  if (!segmentId) return 1;
  const last = await tx.segmentVersion.aggregate({ where: { shopId, segmentId }, _max: { version: true } });
  return (last._max.version ?? 0) + 1;
}

/** Segments whose rules name this one, directly or through others. */
function dependentsOf(id: string, all: readonly Kept[]): string[] {
  const found = new Set([id]);
  const names = ({ rule }: Kept) =>
    leavesOf(ruleSchema.parse(rule)).some((leaf) => leaf.kind === 'segment' && found.has(leaf.id));
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const each of all) if (names(each)) found.add(each.id);
  }
  found.delete(id);
  return [...found];
}

/** What they say of everybody may be something else now. */
const lookThrough = (tx: Db, shopId: string, ids: string[]) =>
  tx.segment.updateMany({ where: { shopId, id: { in: ids } }, data: { builtAt: null } });

type Kept = { id: string; name: string; rule: unknown };
type Tagged = Kept & { output: { tag: string | null } | null };

function wrongName(name: string, others: readonly Kept[], id: string | undefined): SaveProblems {
  if (name === '') return [{ path: ['name'], message: 'Give the segment a name.' }];
  if (name.length > LONGEST_NAME)
    return [
      { path: ['name'], message: `The name has ${name.length} characters; ${LONGEST_NAME} are the most. Shorten it.` },
    ];
  const isTaken = others.some((each) => each.id !== id && each.name.toLowerCase() === name.toLowerCase());
  return isTaken ? [{ path: ['name'], message: 'Another segment has this name. Give it one of its own.' }] : [];
}

type SaveProblems = Extract<SaveOutcome, { kind: 'refused' }>['problems'];

function wrongRule(rule: Rule, others: readonly Kept[], id: string | undefined): SaveProblems {
  const rules = new Map(others.map((each) => [each.id, ruleSchema.parse(each.rule)]));
  const own = id ?? 'new';
  const problems = problemsOf(rule, { segmentIds: new Set(rules.keys()) });
  try {
    withSegments(rule, rules.set(own, rule), [own]);
  } catch (error) {
    if (!(error instanceof CircleOfSegments)) throw error;
    problems.push({ path: [], message: 'The segment would be part of itself, through those it names. Name others.' });
  }
  return problems;
}

/** Shopify's tags that a segment writes are no help to say who is in it. */
function wrongByTags(rule: Rule, others: readonly Tagged[], known: Tagged | null): SaveProblems {
  const all = others.map(({ id, name, rule: kept, output }) => ({
    ...{ id, name, tag: output?.tag ?? null },
    rule: id === known?.id ? rule : ruleSchema.parse(kept),
  }));
  const circle = known && circleByTags(all);
  return circle ? [{ path: [], message: circleWords(circle) }] : [];
}

/** Takes a segment out of use: nobody is in it any more, and nothing looks at it. Its versions stay. */
export async function retireSegment(
  { clock }: Pick<SaveDeps, 'clock'>,
  tx: Db,
  shopId: string,
  id: string,
): Promise<void> {
  await holdSegments(tx, shopId);
  await lookThrough(tx, shopId, dependentsOf(id, await tx.segment.findMany({ where: { shopId, retiredAt: null } })));
  await tx.segment.updateMany({
    where: { shopId, id, retiredAt: null },
    data: { retiredAt: clock.now(), builtVersion: null },
  });
  await tx.segmentMember.deleteMany({ where: { shopId, segmentId: id } });
  await keepWatches(tx, shopId);
  await wake(tx, shopId, 'advance-segments', clock.now());
}

/** What the database notes changes of: all that the segments in use look at, and no more. */
async function keepWatches(tx: Db, shopId: string): Promise<void> {
  const segments = await tx.segment.findMany({ where: { shopId, retiredAt: null }, select: { id: true, rule: true } });
  const rules = segments.map(({ id, rule }) => ({ id, rule: ruleSchema.parse(rule) }));
  const watches = rules.flatMap(({ rule }) => watchesOf(rule));
  await tx.segmentWatch.deleteMany({ where: { shopId } });
  await tx.segmentWatch.createMany({ data: watches.map((watch) => ({ shopId, ...watch })), skipDuplicates: true });
  const all = new Map(rules.map(({ id, rule }) => [id, rule]));
  const looking = rules.filter(({ id, rule }) => looksAtGoods(withSegments(rule, all, [id])));
  await tx.segment.updateMany({ where: { shopId }, data: { looksAtGoods: false } });
  await tx.segment.updateMany({
    where: { shopId, id: { in: looking.map(({ id }) => id) } },
    data: { looksAtGoods: true },
  });
}
