import { Prisma } from '@prisma/client';
import { unreachable } from '~/platform/errors';
import { fold, operatorsOf, type Comparison, type Operator, type RuleValue } from '../compare';
import type { ValueType } from '../facts';

const FALSE = Prisma.sql`FALSE`;

/** `fold` as PostgreSQL has it. */
const foldSql = (text: Prisma.Sql): Prisma.Sql => Prisma.sql`lower(${text} COLLATE "pg_c_utf8")`;

/** `compare` as a condition that is true or false, never unknown. `expression` is of the type's own SQL type, or NULL where nothing is known. */
export function compareSql(type: ValueType, expression: Prisma.Sql, { is, value }: Comparison): Prisma.Sql {
  if (is === 'known') return Prisma.sql`((${expression}) IS NOT NULL) = ${value === true}::boolean`;
  if (!operatorsOf[type].includes(is)) return FALSE;
  const condition = conditionOf(type, expression, is, value);
  return condition === FALSE ? FALSE : Prisma.sql`COALESCE(${condition}, FALSE)`;
}

function conditionOf(type: ValueType, expression: Prisma.Sql, is: Operator, value: RuleValue): Prisma.Sql {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? withOperator(expression, is, Prisma.sql`${value}::boolean`) : FALSE;
    case 'number':
      return typeof value === 'number'
        ? withOperator(Prisma.sql`(${expression})::float8`, is, Prisma.sql`${value}::float8`)
        : FALSE;
    case 'instant':
      return typeof value === 'string' ? withOperator(expression, is, Prisma.sql`${value}::timestamptz`) : FALSE;
    case 'choice':
      return textCondition(expression, is, value);
    case 'text':
      return textCondition(foldSql(expression), is, folded(value));
    case 'list':
      return listCondition(expression, (each) => foldSql(each), is, folded(value));
    case 'ids':
      return listCondition(expression, (each) => each, is, value);
    case 'day':
      return FALSE;
    default:
      return unreachable(type);
  }
}

const folded = (value: RuleValue): RuleValue =>
  Array.isArray(value) ? value.map(fold) : typeof value === 'string' ? fold(value) : value;

function textCondition(text: Prisma.Sql, is: Operator, value: RuleValue): Prisma.Sql {
  if (Array.isArray(value)) return is === 'one-of' ? Prisma.sql`${text} = ANY(${value}::text[])` : FALSE;
  if (typeof value !== 'string') return FALSE;
  if (is === 'contains') return Prisma.sql`strpos(${text}, ${value}::text) > 0`;
  if (is === 'starts-with') return Prisma.sql`starts_with(${text}, ${value}::text)`;
  return withOperator(text, is, Prisma.sql`${value}::text`);
}

function listCondition(
  list: Prisma.Sql,
  prepared: (each: Prisma.Sql) => Prisma.Sql,
  is: Operator,
  value: RuleValue,
): Prisma.Sql {
  const negated = is === 'is-not';
  const one = textCondition(prepared(Prisma.sql`one`), negated ? 'is' : is, value);
  if (one === FALSE) return FALSE;
  const among = Prisma.sql`(SELECT bool_or(${one}) FROM unnest(${list}) AS one)`;
  return negated
    ? Prisma.sql`CASE WHEN (${list}) IS NOT NULL THEN NOT COALESCE(${among}, FALSE) END`
    : Prisma.sql`${among}`;
}

function withOperator(left: Prisma.Sql, is: Operator, right: Prisma.Sql): Prisma.Sql {
  switch (is) {
    case 'is':
      return Prisma.sql`${left} = ${right}`;
    case 'is-not':
      return Prisma.sql`${left} <> ${right}`;
    case 'at-least':
      return Prisma.sql`${left} >= ${right}`;
    case 'at-most':
      return Prisma.sql`${left} <= ${right}`;
    default:
      return FALSE;
  }
}

/** A JSON value as text; NULL where it is something else, or nothing. */
export const jsonText = (json: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN jsonb_typeof(${json}) = 'string' THEN (${json}) #>> '{}' END`;
const jsonBoolean = (json: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN jsonb_typeof(${json}) = 'boolean' THEN (${json})::boolean END`;
export const jsonNumber = (json: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN jsonb_typeof(${json}) = 'number' THEN (${json})::numeric END`;

const ofType = (type: 'text' | 'number' | 'boolean', json: Prisma.Sql): Prisma.Sql =>
  ({ text: jsonText, number: jsonNumber, boolean: jsonBoolean })[type](json);

/** Compares a JSON value of a stated type; where anything may stand there (null), of the type that the rule's own value has. */
export function compareJsonSql(type: ValueType | null, json: Prisma.Sql, comparison: Comparison): Prisma.Sql {
  const { is, value } = comparison;
  if (type === 'number' || type === 'boolean') return compareSql(type, ofType(type, json), comparison);
  if (type !== null) return compareSql(type, jsonText(json), comparison);
  if (is === 'known')
    return Prisma.sql`(jsonb_typeof(${json}) IN ('string', 'number', 'boolean')) IS TRUE = ${value === true}::boolean`;
  const own = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
  return compareSql(own, ofType(own, json), comparison);
}
