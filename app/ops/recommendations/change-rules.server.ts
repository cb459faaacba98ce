import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { ruleWords } from '~/decisions/explanations/rule-words';
import { MOST_PINS } from '~/decisions/recommendations/merchandising';
import {
  addRule,
  endRule,
  MOST_RULES,
  removeRule,
  type RuleRefusal,
  type StoredRule,
} from '~/decisions/recommendations/rules.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { readEnd, readRule, type Problem } from './rule-form';
import { titlesOf } from './rules-page.server';

export type RuleDeps = Pick<PageDeps, 'db' | 'shops'> & ActivityDeps;

const refused = (field: string, message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });

const intents = z.object({ intent: z.enum(['add', 'end', 'remove']) });
const one = z.object({ id: z.uuid() });
const GONE = 'This rule is gone: somebody removed it meanwhile. Load the page again.';

/** Adds, ends or removes a rule. `actor`: Shopify's id of the user. */
export function changeRules(deps: RuleDeps, shopDomain: string, actor: string, form: unknown): Promise<SaveOutcome> {
  const told = intents.safeParse(form);
  if (!told.success) return Promise.resolve(refused('rule', 'It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (_db, shop) => {
    const by = { deps, shop, actor };
    return deps.db.transaction((tx) =>
      told.data.intent === 'add' ? add(by, tx, form) : change(by, tx, form, told.data.intent),
    );
  });
}

interface By {
  deps: RuleDeps;
  shop: Shop;
  actor: string;
}

async function add(by: By, tx: Db, form: unknown): Promise<SaveOutcome> {
  const { deps, shop } = by;
  const read = readRule(form, shop, deps.clock.now());
  if (read.kind === 'wrong') return { kind: 'refused', problems: read.problems };
  const outcome = await addRule(deps, tx, shop.id, read.value);
  if (outcome.kind !== 'added') return { kind: 'refused', problems: [await refusalWords(tx, shop, outcome)] };
  return written(by, tx, 'recommendation-rule-added', outcome.rule);
}

async function change(by: By, tx: Db, form: unknown, intent: 'end' | 'remove'): Promise<SaveOutcome> {
  const { deps, shop } = by;
  const told = one.safeParse(form);
  if (!told.success) return refused('rule', GONE);
  if (intent === 'remove') {
    const removed = await removeRule(tx, shop.id, told.data.id);
    return removed.kind === 'gone' ? { kind: 'saved' } : written(by, tx, 'recommendation-rule-removed', removed.rule);
  }
  const until = readEnd((form as { until?: unknown }).until, shop.timezone, deps.clock.now());
  if (until.kind === 'wrong') return { kind: 'refused', problems: until.problems };
  const ended = await endRule(deps, tx, shop.id, told.data.id, until.value);
  if (ended.kind === 'gone') return refused('until', GONE);
  if (ended.kind === 'changed') return written(by, tx, 'recommendation-rule-changed', ended.rule);
  const { message } = await refusalWords(tx, shop, ended);
  return refused('until', message);
}

async function written({ deps, shop, actor }: By, tx: Db, kind: ActivityKind, rule: StoredRule): Promise<SaveOutcome> {
  const details = { rule: await wordsOf(tx, shop, rule) };
  await recordActivity(deps, tx, shop.id, { kind, subject: rule.id, actor, details });
  return { kind: 'saved' };
}

async function wordsOf(tx: Db, shop: Shop, rule: StoredRule): Promise<string> {
  const titles = await titlesOf(tx, shop.id, [rule]);
  return ruleWords(rule, { ...shop, titleOf: (id) => titles.get(id) });
}

/** Why a rule was not taken, and what would help. */
export async function refusalWords(tx: Db, shop: Shop, refusal: RuleRefusal): Promise<Problem> {
  switch (refusal.kind) {
    case 'too-many':
      return { field: 'rule', message: `There are ${MOST_RULES} rules, which is the most. Remove one first.` };
    case 'too-many-pins':
      return {
        field: 'effect',
        message: `${MOST_PINS} products are put first at that time already, which is the most: more would leave no place for what people want. Remove or end one of them, or choose other days.`,
      };
    case 'taken':
      return {
        field: 'value',
        message: `There is a rule about this at that time already: “${await wordsOf(tx, shop, refusal.by)}”. Remove or end it first.`,
      };
    case 'unknown-subject':
      return { field: 'value', message: 'Kindred does not know this one: it may have been deleted. Choose another.' };
    default:
      return unreachable(refusal);
  }
}
