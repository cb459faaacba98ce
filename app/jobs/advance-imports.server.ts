import { nextImport, type ImportDeps } from '~/capture/imports/imports.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import { readFile } from './imports/read-file.server';
import { undoImport } from './imports/undo-import.server';
import { runImport, type RunServices } from './imports/run-import.server';

/** Moves a shop's imports on, the oldest first: looks at a file that came, or stores rows of one. */
export async function advanceImportsJob(
  services: RunServices & ImportDeps,
  { shopId }: { shopId: string },
): Promise<JobOutcome> {
  const { prisma } = services.db;
  const run = await nextImport(prisma, shopId);
  if (!run) return { nextDueAt: null };
  if (run.state === 'reading') await readFile(services, run);
  else if (run.state === 'undoing') await undoImport(services, run);
  else await runImport(services, run);
  return { nextDueAt: (await nextImport(prisma, shopId)) ? services.systemClock.now() : null };
}
