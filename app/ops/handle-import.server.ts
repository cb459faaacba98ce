import { z } from 'zod';
import { endImport, startImport, startUndo, type ImportDeps } from '~/capture/imports/imports.server';
import { planProblems, planSchema, type ImportPlan } from '~/integrations/csv-files/plan';
import { previewImport, type PreviewRow } from './import-preview.server';
import { headingsOf } from './imports.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, type PageDeps } from './shop-context.server';

const text = z.string().catch('');
const columns = text.transform((json, context) => {
  try {
    return z.array(z.string()).parse(JSON.parse(json));
  } catch {
    context.addIssue('Choose what each column is.');
    return z.NEVER;
  }
});

const form = z.discriminatedUnion('intent', [
  z.object({
    intent: z.enum(['preview', 'start']),
    kind: z.string(),
    origin: z.string(),
    columns,
    mode: z.string(),
    where: text,
    agreedBefore: text,
    statement: text,
  }),
  z.object({ intent: z.literal('cancel') }),
  z.object({ intent: z.literal('undo') }),
]);

export type ImportOutcome = SaveOutcome | { kind: 'previewed'; preview: PreviewRow[] };

const refused = (field: string, message: string): ImportOutcome => ({
  kind: 'refused',
  problems: [{ field, message }],
});

/** Does to an import what a merchant asked for. `actor` is the user's id. */
export function handleImport(
  deps: PageDeps & ImportDeps,
  shopDomain: string,
  actor: string,
  asked: { id: string | undefined; form: unknown },
): Promise<ImportOutcome> {
  const parsed = form.safeParse(asked.form);
  const id = z.uuid().safeParse(asked.id);
  if (!parsed.success || !id.success)
    return Promise.resolve(refused('columns', 'This form is not whole. Load the page again.'));
  const input = parsed.data;
  return inShop(deps, shopDomain, async (db, shop) => {
    const of = { shopId: shop.id, importId: id.data };
    if (input.intent === 'cancel')
      return said(await endImport(deps, db, of, { state: 'cancelled' }), 'It is over already. Load the page again.');
    if (input.intent === 'undo') return said(await startUndo(deps, shop.id, id.data), 'It cannot be undone any more.');
    const run = await db.import.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } });
    const plan = readPlan(input, actor);
    if (run?.state !== 'mapping') return refused('columns', 'It was started already, or is over. Load the page again.');
    if ('problem' in plan) return refused(plan.field, plan.problem);
    const headings = headingsOf(deps, run);
    if (plan.columns.length !== headings.length) return refused('columns', 'Columns are missing. Load the page again.');
    if (input.intent === 'preview') {
      const preview = await previewImport({ vault: deps.vault, prisma: db }, run, {
        plan,
        headings,
        currency: shop.currency,
      });
      return { kind: 'previewed', preview };
    }
    const problems = planProblems(plan).map(({ field, problem }) => ({ field, message: problem }));
    if (problems.length) return { kind: 'refused', problems };
    return said(await startImport(deps, shop.id, id.data, plan), 'It was started already.');
  });
}

const said = (isDone: boolean, otherwise: string): ImportOutcome =>
  isDone ? { kind: 'saved' } : refused('import', otherwise);

function readPlan(
  input: Extract<z.infer<typeof form>, { columns: string[] }>,
  actor: string,
): ImportPlan | { field: string; problem: string } {
  const { kind, origin, columns: targets, mode, where, agreedBefore, statement } = input;
  const consent = { mode, where, agreedBefore: agreedBefore || null, statement: statement || null, by: actor };
  const plan = planSchema.safeParse({ kind, origin, columns: targets, consent });
  if (plan.success) return plan.data;
  const [issue] = plan.error.issues;
  const field = String(issue?.path.at(issue.path[0] === 'consent' ? 1 : 0) ?? 'columns');
  return {
    field,
    problem: field === 'agreedBefore' ? 'Write a day, such as 2026-01-31.' : `This ${issue?.message ?? 'is wrong'}.`,
  };
}
