import { Prisma } from '@prisma/client';
import type { EventType } from '~/capture/events/event';
import { fieldOf, productsToldBy, type ProductField } from '../event-fields';
import type { Moment } from '../known-person';
import type { EventChoice, Filter, HappenedRule, MeasuredRule, OccasionChoice, Window } from '../rule';
import { spanOf, type Span } from '../span';
import { compareJsonSql, compareSql, jsonNumber } from './compare-sql.server';

/** Of which shop, at which moment, and of which profiles alone (a condition on the id, or empty). */
export interface Scope {
  shopId: string;
  moment: Moment;
  among: (profileId: Prisma.Sql) => Prisma.Sql;
}

/** Events `e` that a choice means within a window. */
function chosen(choice: EventChoice, window: Window, scope: Scope): Prisma.Sql {
  const conditions = [
    happenedIn(Prisma.raw('e'), choice.event, spanOf(window, scope.moment), scope),
    ...(choice.named === undefined ? [] : [Prisma.sql`e."properties"->>'name' = ${choice.named}`]),
    ...(choice.where ?? []).map((filter) => filterSql(choice.event, filter, scope.shopId)),
  ];
  return Prisma.sql`FROM events e WHERE ${Prisma.join(conditions, ' AND ')}`;
}

function happenedIn(table: Prisma.Sql, event: EventType, { after, until }: Span, { shopId, among }: Scope): Prisma.Sql {
  const from = Number.isFinite(after) ? Prisma.sql`AND ${table}."occurredAt" > ${new Date(after)}` : Prisma.empty;
  return Prisma.sql`${table}."shopId" = ${shopId}::uuid AND ${table}."type" = ${event} ${from}
    AND ${table}."occurredAt" <= ${new Date(until)} ${among(Prisma.sql`${table}."profileId"`)}`;
}

/** Profiles, as `profileId`, to whom it happened often enough. */
export function happenedSql(rule: HappenedRule, scope: Scope): Prisma.Sql {
  if (rule.each) return happenedWithOneSql(rule, scope);
  return Prisma.sql`SELECT e."profileId" ${chosen(rule, rule.within, scope)} GROUP BY 1 HAVING count(*) >= ${rule.atLeast}::bigint`;
}

function happenedWithOneSql(rule: HappenedRule, scope: Scope): Prisma.Sql {
  const span = spanOf(rule.within, scope.moment);
  const spared = rule.without
    ? Prisma.sql`WHERE NOT EXISTS (SELECT FROM events w, ${productsIn(Prisma.raw('w'), rule.without)} AS o("id")
        WHERE ${happenedIn(Prisma.raw('w'), rule.without, span, scope)} AND w."profileId" = often."profileId" AND o."id" = often."productId")`
    : Prisma.empty;
  return Prisma.sql`SELECT DISTINCT often."profileId" FROM (
    SELECT c."profileId", of."id" AS "productId" FROM (SELECT e."profileId", e."properties" ${chosen(rule, rule.within, scope)}) c,
      ${productsIn(Prisma.raw('c'), rule.event)} AS of("id")
    GROUP BY 1, 2 HAVING count(*) >= ${rule.atLeast}::bigint) often ${spared}`;
}

/** The products of an event, each once, as rows of one column. */
function productsIn(table: Prisma.Sql, event: EventType): Prisma.Sql {
  if (productsToldBy(event) !== 'many')
    return Prisma.sql`LATERAL (SELECT ${table}."properties"->>'productId' WHERE ${table}."properties"->>'productId' IS NOT NULL)`;
  return Prisma.sql`LATERAL (SELECT DISTINCT jsonb_array_elements_text(${table}."properties"->'productIds'))`;
}

/** Profiles with what their events' numbers come to, as `value`; a sum stands at none for whoever has none, see the compiler. */
export function measuredSql(rule: MeasuredRule, scope: Scope): Prisma.Sql {
  const field = fieldOf(rule.event, rule.of);
  const path = field?.kind === 'path' ? field.path : [];
  const number = jsonNumber(Prisma.sql`e."properties" #> ${[...path]}::text[]`);
  const together = {
    sum: Prisma.sql`COALESCE(sum(${number}), 0)`,
    average: Prisma.sql`avg(${number})`,
    highest: Prisma.sql`max(${number})`,
    lowest: Prisma.sql`min(${number})`,
  }[rule.measure];
  return Prisma.sql`SELECT e."profileId", round(${together}, 6)::float8 AS "value" ${chosen(rule, rule.within, scope)} GROUP BY 1`;
}

/** Profiles with when it was first or last, as `at`. */
export function occasionSql(choice: OccasionChoice, scope: Scope): Prisma.Sql {
  const at = choice.which === 'first' ? Prisma.sql`min(e."occurredAt")` : Prisma.sql`max(e."occurredAt")`;
  return Prisma.sql`SELECT e."profileId", ${at} AS "at" ${chosen(choice, 'ever', scope)} GROUP BY 1`;
}

function filterSql(event: EventType, filter: Filter, shopId: string): Prisma.Sql {
  const field = fieldOf(event, filter.field);
  if (!field) return Prisma.sql`FALSE`;
  if (field.kind === 'path')
    return compareJsonSql(field.type, Prisma.sql`(e."properties" #> ${[...field.path]}::text[])`, filter);
  return productFilterSql(event, field.field, filter, shopId);
}

/** Whether one of the event's products is such, or, for "is not", none. */
function productFilterSql(event: EventType, field: ProductField, filter: Filter, shopId: string): Prisma.Sql {
  if (filter.is === 'known') return filter.value === true ? Prisma.sql`TRUE` : Prisma.sql`FALSE`;
  const isNegated = filter.is === 'is-not';
  const positive: Filter = isNegated ? { ...filter, is: 'is' } : filter;
  if (isNegated && typeof filter.value !== 'string') return Prisma.sql`FALSE`;
  const found =
    field === 'product' ? isProduct(event, positive) : isAmongProducts(event, suchProducts(field, positive, shopId));
  return isNegated ? Prisma.sql`NOT COALESCE(${found}, FALSE)` : Prisma.sql`COALESCE(${found}, FALSE)`;
}

function isProduct(event: EventType, filter: Filter): Prisma.Sql {
  if (productsToldBy(event) !== 'many') return compareSql('choice', Prisma.sql`(e."properties"->>'productId')`, filter);
  const wanted = filter.is === 'is' ? [filter.value] : filter.is === 'one-of' ? filter.value : null;
  if (!Array.isArray(wanted) || wanted.some((each) => typeof each !== 'string')) return Prisma.sql`FALSE`;
  return Prisma.sql`(e."properties"->'productIds') ?| ${wanted}::text[]`;
}

const isAmongProducts = (event: EventType, products: Prisma.Sql): Prisma.Sql =>
  productsToldBy(event) === 'many'
    ? Prisma.sql`(e."properties"->'productIds') ?| ARRAY(${products})`
    : Prisma.sql`(e."properties"->>'productId') IN (${products})`;

function suchProducts(field: Exclude<ProductField, 'product'>, filter: Filter, shopId: string): Prisma.Sql {
  const said = {
    vendor: Prisma.sql`array_remove(ARRAY[g."vendor"], '')`,
    productType: Prisma.sql`array_remove(ARRAY[g."productType"], '')`,
    tag: Prisma.sql`g."tags"`,
    collection: Prisma.sql`g."collectionIds"`,
  }[field];
  const type = field === 'collection' ? 'ids' : 'list';
  return Prisma.sql`SELECT g."id" FROM products g WHERE g."shopId" = ${shopId}::uuid AND ${compareSql(type, said, filter)}`;
}
