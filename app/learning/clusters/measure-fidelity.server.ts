import { Prisma } from '@prisma/client';
import type { Moment } from '~/customers/rules/known-person';
import type { Rule } from '~/customers/rules/rule';
import { membersSql } from '~/customers/rules/sql/compile.server';
import type { Db } from '~/platform/db/db.server';
import { POPULATION } from './features';

/** How near a rule comes to a cluster: whom it holds of, and who of them is in the cluster. */
export interface Fidelity {
  people: number;
  hits: number;
  /** Of those it holds of, the share who are in the cluster; of the cluster, the share of whom it holds. 0 to 1. */
  precision: number;
  recall: number;
}

/**
 * What a rule is worth as a segment, counted by the SQL that segments are made of, over everybody in the shop. Where it also holds of many who were not
 * seen for a year, it is the rule for those who were.
 */
export async function measureFidelity(
  db: Db,
  shopId: string,
  rule: Rule,
  members: readonly string[],
  moment: Moment,
): Promise<{ rule: Rule; fidelity: Fidelity }> {
  const lately: Rule = { kind: 'all', rules: [...(rule.kind === 'all' ? rule.rules : [rule]), POPULATION] };
  const [plain, bounded] = [
    await count(db, shopId, rule, members, moment),
    await count(db, shopId, lately, members, moment),
  ];
  return f1(bounded) > f1(plain) ? { rule: lately, fidelity: bounded } : { rule, fidelity: plain };
}

async function count(
  db: Db,
  shopId: string,
  rule: Rule,
  members: readonly string[],
  moment: Moment,
): Promise<Fidelity> {
  const of = membersSql(rule, { shopId, moment, among: () => Prisma.empty });
  const [row] = await db.$queryRaw<{ people: number; hits: number }[]>`
    SELECT count(*)::int AS "people", count(who."id")::int AS "hits"
    FROM (${of}) held LEFT JOIN unnest(${[...members]}::uuid[]) AS who("id") ON who."id" = held."id"`;
  const { people, hits } = row ?? { people: 0, hits: 0 };
  return { people, hits, precision: people ? hits / people : 0, recall: members.length ? hits / members.length : 0 };
}

const f1 = ({ precision, recall }: Fidelity): number =>
  precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
