import type { Shop } from '@prisma/client';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { sentence } from '~/customers/rules/sentence';
import type { Db } from '~/platform/db/db.server';
import { namesIn, speakerOf } from '../segments/shop-speaker.server';
import type { Change, FieldValue } from './diff-documents';

/** Changes with the conditions of parts said as sentences, by what products and segments are called now. */
export async function inSentences(db: Db, shop: Shop, changes: readonly Change[]): Promise<Change[]> {
  const conditions = changes.filter(isOfCondition).flatMap(({ before, after }) => [before, after]);
  const rules = new Map(conditions.map((value) => [value, ruleIn(value)] as const));
  const spoken = [...rules.values()].flatMap((rule) => rule ?? []);
  if (spoken.length === 0) return [...changes];
  const speaker = speakerOf(await namesIn(db, shop.id, spoken), shop);
  const said = (value: FieldValue): FieldValue => {
    const rule = rules.get(value);
    return rule ? sentence(rule, speaker) : value;
  };
  return changes.map((change) =>
    isOfCondition(change) ? { ...change, before: said(change.before), after: said(change.after) } : change,
  );
}

const isOfCondition = (change: Change): change is Extract<Change, { kind: 'changed' }> =>
  change.kind === 'changed' && change.field === 'shownIf';

/** As it stands in a change; null: it can be read no more, or there is none. */
function ruleIn(value: FieldValue): Rule | null {
  if (typeof value !== 'string') return null;
  try {
    const read = ruleSchema.safeParse(JSON.parse(value));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
