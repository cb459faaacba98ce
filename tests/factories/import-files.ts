import { beginImport, finishUpload, startImport, takePiece } from '~/capture/imports/imports.server';
import { UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import { advanceImportsJob } from '~/jobs/advance-imports.server';
import { guessPlan } from '~/integrations/csv-files/guess-plan';
import { AGREEMENT, type ImportPlan } from '~/integrations/csv-files/plan';
import { withShop } from '~/platform/db/db.server';
import type { TestApp } from './test-app';

/** Uploads a file in pieces, as a browser does, and returns the import's id. */
export async function upload(app: TestApp, shopId: string, bytes: string | Uint8Array): Promise<string> {
  const file = Buffer.from(bytes as string);
  return withShop(shopId, async () => {
    const importId = await beginImport(app, shopId, { fileName: 'list.csv', actor: 'gid://shopify/StaffMember/1' });
    for (let seq = 0; seq * UPLOAD_PIECE_BYTES < file.length; seq++) {
      const piece = file.subarray(seq * UPLOAD_PIECE_BYTES, (seq + 1) * UPLOAD_PIECE_BYTES);
      const taken = await takePiece(app, shopId, { importId, seq, bytes: piece });
      if (taken.kind === 'refused') throw new Error(taken.problem);
    }
    await finishUpload(app, shopId, importId);
    return importId;
  });
}

/** Runs the job until it finds nothing more to do. */
export async function runImports(app: TestApp, shopId: string): Promise<void> {
  for (let turns = 0; turns < 100; turns++)
    if (!(await withShop(shopId, () => advanceImportsJob(app, { shopId }))).nextDueAt) return;
  throw new Error('an import did not end within 100 turns of its job');
}

export const importOf = (app: TestApp, shopId: string, id: string) =>
  withShop(shopId, () => app.db.prisma.import.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } }));

export const problemsOf = (app: TestApp, shopId: string, importId: string) =>
  withShop(shopId, () =>
    app.db.prisma.importProblem.findMany({ where: { shopId, importId }, orderBy: [{ line: 'asc' }, { seq: 'asc' }] }),
  );

/** What a merchant says of a file who takes what is guessed, and agrees to what is asked. */
export function planFor(headings: string[], changes: Partial<ImportPlan['consent']> = {}): ImportPlan {
  const consent = {
    mode: 'columns',
    where: 'Our old shop',
    agreedBefore: null,
    statement: AGREEMENT,
    by: 'me',
  } as const;
  return { ...guessPlan(headings), consent: { ...consent, ...changes } };
}

/** Uploads, says what the columns mean, and begins: the job is left to the caller. */
export async function startFile(
  app: TestApp,
  shopId: string,
  text: string | Uint8Array,
  plan: (headings: string[]) => ImportPlan = planFor,
): Promise<string> {
  const importId = await upload(app, shopId, text);
  await runImports(app, shopId);
  const { headings, state, problem } = await importOf(app, shopId, importId);
  if (state !== 'mapping' || !headings) throw new Error(`the file was not read: ${state} ${problem ?? ''}`);
  const names = JSON.parse(app.vault.open(headings, shopId)) as string[];
  await withShop(shopId, () => startImport(app, shopId, importId, plan(names)));
  return importId;
}

/** The whole way of a file. */
export async function importFile(...[app, shopId, text, plan]: Parameters<typeof startFile>): Promise<string> {
  const importId = await startFile(app, shopId, text, plan);
  await runImports(app, shopId);
  return importId;
}
