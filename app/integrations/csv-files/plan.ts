import { z } from 'zod';
import { holdsAddress } from '../segment-spec/without-addresses';
import { missingFrom, TARGETS, targetNames, type Target } from './targets';

const column = z
  .string()
  .refine(
    (text) => text === 'ignore' || /^property:[\p{L}\p{N}_$][\p{L}\p{N}_.$:-]{0,127}$/u.test(text) || text in TARGETS,
    'is nothing a column can be',
  );

/** What the merchant says of the people in a file, kept as evidence. */
const consent = z.object({
  /** `columns`: as the columns have it. `nothing`: people are stored, their consent stays as it is. `withdrawn`: everybody here said no. */
  mode: z.enum(['columns', 'nothing', 'withdrawn']),
  /** Where they agreed, in the merchant's words. */
  where: z
    .string()
    .trim()
    .max(200)
    .refine((text) => !holdsAddress(text), 'holds an email address, and what proves consent names nobody'),
  /** By when they had, where the file does not say. */
  agreedBefore: z.iso.date().nullable(),
  /** The sentence the merchant agreed to, and its hash. */
  statement: z.string().max(1_000).nullable(),
  by: z.string().max(100),
});

export const planSchema = z.object({
  kind: z.enum(['people', 'orders', 'events']),
  origin: z.enum(['klaviyo', 'omnisend', 'mailchimp', 'shopify-customers', 'shopify-orders', 'own']),
  columns: z.array(column).max(500),
  consent,
});

export type ImportPlan = z.infer<typeof planSchema>;

/** What must be true of people before their yes is believed, in the merchant's own words. */
export const AGREEMENT =
  'Everybody this file calls subscribed agreed to marketing email from this shop, and we can show when and where.';

export type PlanProblem = { field: string; problem: string };

/** Why a plan cannot be started, at the field it is about. */
export function planProblems({ kind, columns, consent: { mode, where, statement } }: ImportPlan): PlanProblem[] {
  const problems: PlanProblem[] = missingFrom(kind, columns).map((choice) => ({
    field: 'columns',
    problem: `No column is ${choice.map((target) => `“${TARGETS[target].label}”`).join(' or ')}. Choose one above.`,
  }));
  const twice = targetNames.filter((target) => columns.filter((each) => each === target).length > 1);
  for (const target of twice)
    problems.push({ field: 'columns', problem: `Two columns are “${TARGETS[target].label}”. Choose one of them.` });
  if (kind === 'people' && mode === 'columns' && saysYes(columns)) {
    if (!where) problems.push({ field: 'where', problem: 'Say where these people agreed.' });
    if (statement !== AGREEMENT) problems.push({ field: 'statement', problem: 'Confirm that these people agreed.' });
  }
  return problems;
}

const YES: Target[] = ['consent', 'agreedAt', 'confirmedAt'];

/** Whether columns can tell of a yes. */
export const saysYes = (columns: readonly string[]): boolean => YES.some((target) => columns.includes(target));
