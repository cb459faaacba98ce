import { Prisma, type Shop } from '@prisma/client';
import { z } from 'zod';
import type { Mailability } from '~/decisions/explanations/consent-words';
import { costOf } from '~/customers/rules/cost';
import { problemsOf, type RuleProblem } from '~/customers/rules/problems';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { sentence } from '~/customers/rules/sentence';
import { shopVolume } from '~/customers/rules/shop-volume.server';
import { compileEach, IS_A_PERSON } from '~/customers/rules/sql/compile.server';
import { CircleOfSegments, withSegments } from '~/customers/segments/with-segments';
import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { jsonOf } from '~/platform/json-of';
import { openAddresses } from '../people.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { conditionsOf, type Condition } from './conditions';
import { namesIn, speakerOf } from './shop-speaker.server';
import { unreadIn } from './unread.server';

export interface ShownMember {
  id: string;
  /** A name or an address; null: a visitor. */
  title: string | null;
  email: string | null;
  mailability: Mailability;
  /** ISO 8601. */
  lastSeenAt: string;
}

export interface RuleCount {
  kind: 'counted';
  people: number;
  mailable: number;
  /** Everybody that is known, of whom the rule might hold. */
  everybody: number;
  /** Of how many each condition alone holds. */
  conditions: { path: Condition['path']; people: number }[];
  members: ShownMember[];
  /** Those of Shopify's segments, by global id, that were never read: nobody counts as being in them. */
  unread: string[];
}

/** What came of asking whom a rule means; `asked` is what was asked, so that late answers are known as such. */
export type CountAnswer = { asked: string } & (RuleCount | { kind: 'refused'; problems: RuleProblem[] } | TooSlow);

/** `dearest`: the condition that reads most, in words. */
interface TooSlow {
  kind: 'too-slow';
  dearest: string | null;
}

const question = z.object({ asked: z.string().max(100), id: z.string().max(100).default('new'), rule: z.string() });
const TIMEOUT_MS = 5_000;

/**
 * Whom a rule means now, saved or not: how many, how many of them may be mailed, how many each condition alone means, and some of them. One statement
 * for all of it, which is given up after some seconds.
 */
export async function countRule(
  deps: PageDeps,
  shopDomain: string,
  form: unknown,
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<CountAnswer> {
  const told = question.safeParse(form);
  if (!told.success) return { asked: '', kind: 'refused', problems: [UNREADABLE] };
  const { asked, id } = told.data;
  const rule = ruleSchema.safeParse(jsonOf(told.data.rule));
  if (!rule.success) return { asked, kind: 'refused', problems: [UNREADABLE] };
  return inShop(deps, shopDomain, async (db, shop) => ({
    asked,
    ...(await count(deps, db, { shop, id, timeoutMs }, rule.data)),
  }));
}

const UNREADABLE = { path: [], message: 'The rule is not whole yet. Fill in all of its fields.' };

interface Context {
  shop: Shop;
  /** Of the segment whose rule it is. */
  id: string;
  timeoutMs: number;
}

async function count(deps: PageDeps, db: Db, context: Context, rule: Rule): Promise<Unasked> {
  const { shop, id } = context;
  const segments = await db.segment.findMany({ where: { shopId: shop.id, retiredAt: null } });
  const rules = new Map(segments.map((each) => [each.id, ruleSchema.parse(each.rule)]));
  const problems = problemsOf(rule, { segmentIds: new Set(rules.keys()) });
  if (problems.length > 0) return { kind: 'refused', problems };
  rules.set(id, rule);
  try {
    const whole = (part: Rule): Rule => withSegments(part, rules, [id]);
    const conditions = conditionsOf(rule);
    const asked = [rule, ...conditions.map((condition) => condition.rule)].map(whole);
    const unread = await unreadIn(db, shop.id, whole(rule));
    return { ...(await told(deps, db, context, conditions, await ask(deps, context, asked))), unread };
  } catch (error) {
    if (error instanceof CircleOfSegments) return { kind: 'refused', problems: [CIRCLE] };
    if (wasGivenUp(error)) return { kind: 'too-slow', dearest: await dearestOf(deps, context, rule) };
    throw error;
  }
}

/** Null where even that takes too long. */
async function dearestOf(deps: PageDeps, { shop, timeoutMs }: Context, rule: Rule): Promise<string | null> {
  try {
    return await deps.db.transaction(async (tx) => {
      await giveUpAfter(tx, timeoutMs);
      const { dearest } = costOf(rule, await shopVolume(tx, shop.id, deps.clock.now()));
      return dearest && sentence(dearest, speakerOf(await namesIn(tx, shop.id, [dearest]), shop));
    });
  } catch (error) {
    if (wasGivenUp(error)) return null;
    throw error;
  }
}

type Unasked = Omit<RuleCount, 'asked'> | { kind: 'refused'; problems: RuleProblem[] } | TooSlow;

const CIRCLE = {
  path: [],
  message: 'The segment would be part of itself, through those it names. Name others.',
};

/** Of each statement, until the transaction ends. */
async function giveUpAfter(tx: Db, timeoutMs: number): Promise<void> {
  await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}, true)`;
}

/** PostgreSQL's `query_canceled`: the statement took longer than it may. Prisma tells it in one form of what is asked by hand, and in another of the rest. */
const wasGivenUp = (error: unknown): boolean =>
  /57014|statement timeout/.test(messageOf(error) + JSON.stringify(error));

interface Member {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: string;
  consent: string | null;
}

interface Counted {
  everybody: number;
  people: number;
  mailable: number;
  parts: number[];
  members: Member[] | null;
}

const SHOWN = 5;

function ask({ db, clock }: PageDeps, { shop, timeoutMs }: Context, rules: Rule[]): Promise<Counted> {
  const moment = { at: clock.now(), timeZone: shop.timezone };
  const { joins, conditions } = compileEach(rules, { shopId: shop.id, moment, among: () => Prisma.empty });
  const [whole = Prisma.sql`TRUE`, ...parts] = conditions;
  const counts = parts.map((_, index) => Prisma.sql`count(*) FILTER (WHERE who.${part(index)})`);
  return db.transaction(async (tx) => {
    await giveUpAfter(tx, timeoutMs);
    const [row] = await tx.$queryRaw<Counted[]>`
      WITH who AS MATERIALIZED (SELECT p."id", p."lastSeenAt", p."primaryAddressId", ${whole} AS "isIn",
          c."state" AS "consent" ${columnsOf(parts)}
        FROM profiles p ${joins} LEFT JOIN consent_states c
          ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing'
        WHERE p."shopId" = ${shop.id}::uuid AND ${IS_A_PERSON}),
      newest AS (SELECT * FROM who WHERE "isIn" ORDER BY "lastSeenAt" DESC, "id" LIMIT ${SHOWN})
      SELECT count(*)::int AS "everybody", (count(*) FILTER (WHERE "isIn"))::int AS "people",
        (count(*) FILTER (WHERE "isIn" AND "consent" = 'granted'))::int AS "mailable",
        ${counts.length ? Prisma.sql`ARRAY[${Prisma.join(counts)}]::int[]` : Prisma.sql`'{}'::int[]`} AS "parts",
        (SELECT jsonb_agg(jsonb_build_object('id', "id", 'primaryAddressId', "primaryAddressId", 'lastSeenAt', "lastSeenAt",
          'consent', "consent") ORDER BY "lastSeenAt" DESC, "id") FROM newest) AS "members"
      FROM who`;
    return row ?? { everybody: 0, people: 0, mailable: 0, parts: [], members: null };
  });
}

const part = (index: number): Prisma.Sql => Prisma.raw(`"part${index}"`);

const columnsOf = (parts: readonly Prisma.Sql[]): Prisma.Sql =>
  parts.length
    ? Prisma.sql`, ${Prisma.join(parts.map((condition, index) => Prisma.sql`${condition} AS ${part(index)}`))}`
    : Prisma.empty;

async function told(
  { vault }: PageDeps,
  db: Db,
  { shop }: Context,
  conditions: Condition[],
  counted: Counted,
): Promise<Omit<RuleCount, 'unread'>> {
  const { people, mailable, everybody, parts } = counted;
  return {
    ...{ kind: 'counted', people, mailable, everybody },
    conditions: conditions.map(({ path }, index) => ({ path, people: parts[index] ?? 0 })),
    members: await shownMembers({ vault }, db, shop.id, counted.members ?? []),
  };
}

/** Whom somebody is, by the vault. */
export async function shownMembers(
  { vault }: Pick<PageDeps, 'vault'>,
  db: Db,
  shopId: string,
  members: readonly Member[],
): Promise<ShownMember[]> {
  const addressIds = members.map(({ primaryAddressId }) => primaryAddressId);
  const opened = await openAddresses(vault, db, shopId, addressIds);
  return members.map(({ id, primaryAddressId, lastSeenAt, consent }) => {
    const who = opened.get(primaryAddressId ?? '');
    return {
      ...{ id, title: who?.name ?? who?.email ?? null, email: who?.name ? who.email : null },
      mailability: primaryAddressId ? ((consent ?? 'never-given') as Mailability) : 'no-address',
      lastSeenAt: new Date(lastSeenAt).toISOString(),
    };
  });
}
