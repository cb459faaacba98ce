import { Prisma } from '@prisma/client';
import { unreachable } from '~/platform/errors';
import { dayOf, meantDays, meantReturns } from '../days';
import { describeFact, type FactKey } from '../facts';
import type { AgeRule, DayRule, Leaf, MeasuredRule, Rule } from '../rule';
import { compareJsonSql, compareSql, jsonText } from './compare-sql.server';
import { happenedSql, measuredSql, occasionSql, type Scope } from './event-sql.server';
import { factColumns, joinOf, type Source } from './fact-sources.server';

/** A rule as a part of a statement over `profiles p`: what to join, each at most one row a profile, and a condition that is true or false. */
export interface CompiledRule {
  joins: Prisma.Sql;
  condition: Prisma.Sql;
}

/** Nobody who became somebody else, or was erased. */
export const IS_A_PERSON = Prisma.sql`p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL`;

/** The profiles of a shop of which the rule holds at a moment. A rule about other segments must have been made whole by theirs (`withSegments`). */
export function membersSql(rule: Rule, scope: Scope): Prisma.Sql {
  const { joins, condition } = compile(rule, scope);
  return Prisma.sql`SELECT p."id" FROM profiles p ${joins}
    WHERE p."shopId" = ${scope.shopId}::uuid AND ${IS_A_PERSON} ${scope.among(Prisma.sql`p."id"`)} AND ${condition}`;
}

export function compile(rule: Rule, scope: Scope): CompiledRule {
  const compiler = new Compiler(scope);
  const condition = compiler.condition(rule);
  return { joins: compiler.joins(), condition };
}

/** Several rules over the same joins, so that all of them are answered by one walk. */
export function compileEach(
  rules: readonly Rule[],
  scope: Scope,
): { joins: Prisma.Sql; conditions: readonly Prisma.Sql[] } {
  const compiler = new Compiler(scope);
  const conditions = rules.map((rule) => compiler.condition(rule));
  return { joins: compiler.joins(), conditions };
}

class Compiler {
  private readonly sources = new Set<Source>();
  /** By what they select: leaves that measure the same share a join. */
  private readonly derived = new Map<string, { name: string; select: Prisma.Sql }>();

  constructor(private readonly scope: Scope) {}

  joins(): Prisma.Sql {
    const { shopId, among } = this.scope;
    const parts = [...this.sources].map((source) => joinOf(source, shopId, among));
    for (const { name, select } of this.derived.values())
      parts.push(Prisma.sql`LEFT JOIN (${select}) ${Prisma.raw(name)} ON ${Prisma.raw(name)}."profileId" = p."id"`);
    return parts.length ? Prisma.join(parts, ' ') : Prisma.empty;
  }

  condition(rule: Rule): Prisma.Sql {
    switch (rule.kind) {
      case 'all':
        return rule.rules.length ? Prisma.sql`(${this.parts(rule.rules, ' AND ')})` : Prisma.sql`TRUE`;
      case 'any':
        return rule.rules.length ? Prisma.sql`(${this.parts(rule.rules, ' OR ')})` : Prisma.sql`FALSE`;
      case 'not':
        return Prisma.sql`NOT ${this.condition(rule.rule)}`;
      default:
        return Prisma.sql`(${this.leaf(rule)})`;
    }
  }

  private parts(rules: Rule[], separator: string): Prisma.Sql {
    return Prisma.join(
      rules.map((part) => this.condition(part)),
      separator,
    );
  }

  private leaf(leaf: Leaf): Prisma.Sql {
    switch (leaf.kind) {
      case 'fact':
        return compareSql(describeFact(leaf.fact).type, this.fact(leaf.fact), leaf);
      case 'property':
        return compareJsonSql(null, this.property(leaf.key), leaf);
      case 'happened':
        return Prisma.sql`${this.join(JSON.stringify(leaf), happenedSql(leaf, this.scope))}."profileId" IS NOT NULL`;
      case 'measured':
        return this.measured(leaf);
      case 'age':
        return this.age(leaf);
      case 'day':
        return this.day(leaf);
      case 'shopify-segment':
        return Prisma.sql`${this.join(JSON.stringify(leaf), shopifyMembersSql(leaf.id, this.scope))}."profileId" IS NOT NULL`;
      case 'chance':
        return Prisma.sql`${lotSql(leaf.salt)} >= ${leaf.from}::bigint AND ${lotSql(leaf.salt)} < ${leaf.below}::bigint`;
      case 'segment':
        throw new Error('a rule about another segment is compiled once it is made whole by that one’s rule');
      default:
        return unreachable(leaf);
    }
  }

  private fact(fact: FactKey): Prisma.Sql {
    const { source, sql } = factColumns[fact];
    this.sources.add(source);
    return sql;
  }

  private property(key: string): Prisma.Sql {
    return Prisma.sql`${this.join(`property ${key}`, propertySql(key, this.scope))}."value"`;
  }

  private measured(leaf: MeasuredRule): Prisma.Sql {
    const joined = this.join(JSON.stringify(leaf), measuredSql(leaf, this.scope));
    const value = Prisma.sql`${joined}."value"`;
    return compareSql('number', leaf.measure === 'sum' ? Prisma.sql`COALESCE(${value}, 0)` : value, leaf);
  }

  private age({ of, is, minutes }: AgeRule): Prisma.Sql {
    const at =
      'fact' in of
        ? this.fact(of.fact)
        : Prisma.sql`${this.join(JSON.stringify(of), occasionSql(of, this.scope))}."at"`;
    const now = this.scope.moment.at;
    const limit = new Date(now.getTime() - minutes * 60_000);
    const condition = is === 'over' ? Prisma.sql`${at} <= ${limit}` : Prisma.sql`${at} > ${limit} AND ${at} <= ${now}`;
    return Prisma.sql`COALESCE(${condition}, FALSE)`;
  }

  private day(leaf: DayRule): Prisma.Sql {
    const { at, timeZone } = this.scope.moment;
    const text = 'fact' in leaf.of ? this.fact(leaf.of.fact) : jsonText(this.property(leaf.of.property));
    return Prisma.sql`COALESCE(${dayCondition(leaf, text, dayOf(at, timeZone))}, FALSE)`;
  }

  private join(key: string, select: Prisma.Sql): Prisma.Sql {
    const known = this.derived.get(key);
    const name = known?.name ?? `j${this.derived.size}`;
    if (!known) this.derived.set(key, { name, select });
    return Prisma.raw(name);
  }
}

function dayCondition(leaf: DayRule, text: Prisma.Sql, today: ReturnType<typeof dayOf>): Prisma.Sql {
  if (leaf.yearly)
    return Prisma.sql`(${text}) ~ '^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$' AND right(${text}, 5) = ANY(${meantReturns(leaf, today)}::text[])`;
  const [first, last] = meantDays(leaf, today).map(String);
  return Prisma.sql`(${text}) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND (${text}) COLLATE "C" BETWEEN ${first}::text AND ${last}::text`;
}

/** The newest that was told of a property; JSON null where it was taken away. */
const propertySql = (key: string, { shopId, among }: Scope): Prisma.Sql =>
  Prisma.sql`SELECT DISTINCT ON (v."profileId") v."profileId", v."value" FROM profile_properties v
    WHERE v."shopId" = ${shopId}::uuid AND v."key" = ${key} ${among(Prisma.sql`v."profileId"`)}
    ORDER BY v."profileId", v."updatedAt" DESC, v."value"::text DESC`;

const shopifyMembersSql = (id: string, { shopId, among }: Scope): Prisma.Sql =>
  Prisma.sql`SELECT DISTINCT i."profileId" FROM shopify_segment_members m
    JOIN identities i ON i."shopId" = m."shopId" AND i."kind" = 'customer' AND i."value" = m."customerId"
    WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${id} ${among(Prisma.sql`i."profileId"`)}`;

/** `lotOf` as PostgreSQL has it. */
const lotSql = (salt: string): Prisma.Sql =>
  Prisma.sql`(('x' || left(md5(${salt}::text || ':' || p."id"::text), 8))::bit(32)::bigint % 10000)`;
