import type { RecommendationRule } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { MOST_PINS, ruleSchema, type MerchandisingRule, type Subject } from './merchandising';
import { meet, mostAlongside, type RuleTimes } from './rule-times';

/** More are nobody's plan, and each is looked at for each product that is shown. Those that are over count until they are removed. */
export const MOST_RULES = 100;

export interface StoredRule extends MerchandisingRule, RuleTimes {
  id: string;
  createdAt: Date;
}

export type NewRule = MerchandisingRule & RuleTimes;

/** Why a rule is not taken as it is. */
export type RuleRefusal =
  | { kind: 'too-many' }
  /** More products than may be would be put first at once. */
  | { kind: 'too-many-pins' }
  /** Another rule is about the same at the same time. */
  | { kind: 'taken'; by: StoredRule }
  /** A product or a collection that is not the shop's, or is gone. */
  | { kind: 'unknown-subject' };

/** All rules of a shop, the oldest first, those that are over among them. */
export async function listRules(db: Db, shopId: string): Promise<StoredRule[]> {
  const rows = await db.recommendationRule.findMany({
    where: { shopId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(storedRule);
}

export async function addRule(
  { ids, clock }: { ids: Ids; clock: Clock },
  tx: Db,
  shopId: string,
  added: NewRule,
): Promise<{ kind: 'added'; rule: StoredRule } | RuleRefusal> {
  await lockRules(tx, shopId);
  const rules = await listRules(tx, shopId);
  if (rules.length >= MOST_RULES) return { kind: 'too-many' };
  if (!(await isKnown(tx, shopId, added.subject))) return { kind: 'unknown-subject' };
  const refusal = refusalAmong(rules, added, clock.now());
  if (refusal) return refusal;
  const { effect, strength, subject, startsAt, endsAt } = added;
  const data = { ...{ shopId, id: ids.next(), createdAt: clock.now() }, effect, strength, subject, startsAt, endsAt };
  return { kind: 'added', rule: storedRule(await tx.recommendationRule.create({ data })) };
}

export type RuleChange = { kind: 'changed'; rule: StoredRule } | { kind: 'gone' } | RuleRefusal;

/** Sets when a rule ends, or lets it go on for ever. */
export async function endRule(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  id: string,
  endsAt: Date | null,
): Promise<RuleChange> {
  await lockRules(tx, shopId);
  const rules = await listRules(tx, shopId);
  const rule = rules.find((each) => each.id === id);
  if (!rule) return { kind: 'gone' };
  const changed = { ...rule, endsAt };
  const others = rules.filter((each) => each.id !== id);
  const refusal = refusalAmong(others, changed, clock.now());
  if (refusal) return refusal;
  await tx.recommendationRule.update({ where: { shopId_id: { shopId, id } }, data: { endsAt } });
  return { kind: 'changed', rule: changed };
}

export async function removeRule(
  tx: Db,
  shopId: string,
  id: string,
): Promise<{ kind: 'removed'; rule: StoredRule } | { kind: 'gone' }> {
  await lockRules(tx, shopId);
  const row = await tx.recommendationRule.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!row) return { kind: 'gone' };
  await tx.recommendationRule.delete({ where: { shopId_id: { shopId, id } } });
  return { kind: 'removed', rule: storedRule(row) };
}

/** Those who change a shop's rules at once do so one after the other: the limits are about all of them. */
async function lockRules(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`recommendation-rules:${shopId}`}, 0))::text`;
}

function refusalAmong(others: readonly StoredRule[], rule: NewRule, now: Date): RuleRefusal | null {
  const same = others.find((other) => isSameSubject(other.subject, rule.subject) && meet(other, rule, now));
  if (same) return { kind: 'taken', by: same };
  if (rule.effect !== 'pin') return null;
  const pins = others.filter(({ effect }) => effect === 'pin');
  return mostAlongside(rule, pins, now) >= MOST_PINS ? { kind: 'too-many-pins' } : null;
}

/** As rules compare what they are about: without regard to case. */
const isSameSubject = (one: Subject, other: Subject): boolean => keyOf(one) === keyOf(other);

const keyOf = (subject: Subject): string =>
  JSON.stringify(Object.entries(subject).sort(([a], [b]) => (a < b ? -1 : 1))).toLowerCase();

async function isKnown(tx: Db, shopId: string, subject: Subject): Promise<boolean> {
  if (subject.kind === 'product')
    return (await tx.product.count({ where: { shopId, id: subject.productId, deletedAt: null } })) > 0;
  if (subject.kind === 'collection')
    return (await tx.collection.count({ where: { shopId, id: subject.collectionId, deletedAt: null } })) > 0;
  return true;
}

const storedRule = ({ id, startsAt, endsAt, createdAt, ...rule }: RecommendationRule): StoredRule => ({
  ...ruleSchema.parse(rule),
  ...{ id, startsAt, endsAt, createdAt },
});
