import type { Import } from '@prisma/client';
import { z } from 'zod';
import type { ImportCounts, ImportState } from '~/capture/imports/import-states';
import { hasAdditions } from '~/capture/imports/additions.server';
import { undoUntil } from '~/capture/imports/imports.server';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { guessMode, guessPlan, type Guess } from '~/integrations/csv-files/guess-plan';
import { planSchema, type ImportPlan } from '~/integrations/csv-files/plan';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { previewImport, type PreviewRow } from './import-preview.server';
import { remainingMs, resultWords } from './import-words';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface ImportRow {
  id: string;
  fileName: string;
  state: ImportState;
  problem: string | null;
  createdAt: string;
  rowsTotal: number;
  rowsDone: number;
  problemRows: number;
  results: string[];
}

export interface ImportsPage {
  shop: PageShop;
  imports: ImportRow[];
}

const SHOWN = 50;

/** What was imported, newest first. */
export function importsPage(deps: PageDeps, shopDomain: string): Promise<ImportsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const runs = await db.import.findMany({
      where: { shopId: shop.id, state: { not: 'uploading' } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    });
    return { shop: pageShop(deps, shop), imports: runs.map(importRow) };
  });
}

/** An import as the list has it. */
export const importRow = (run: Import): ImportRow => ({
  ...{ id: run.id, fileName: run.fileName, state: run.state as ImportState, problem: run.problem },
  ...{ rowsTotal: run.rowsTotal, rowsDone: run.rowsDone, problemRows: run.problemRows },
  createdAt: run.createdAt.toISOString(),
  results: resultWords(run.counts as ImportCounts),
});

export interface ImportPage {
  shop: PageShop;
  run: ImportRow;
  remainingMs: number | null;
  /** While the merchant is to say what the columns mean. */
  mapping: {
    headings: string[];
    guess: Guess;
    /** What everybody in it said, as far as its name tells. */
    mode: ImportPlan['consent']['mode'];
    preview: PreviewRow[];
    isConfirmed: boolean;
  } | null;
  /** Until when it can be undone; null: it cannot. */
  undoUntil: string | null;
}

/** One import: what its columns mean, how far it is, or what came of it. Null where there is none of that id. */
export function importPage(
  deps: PageDeps & { systemClock: SystemClock },
  shopDomain: string,
  rawId: string | undefined,
): Promise<ImportPage | null> {
  const id = z.uuid().safeParse(rawId);
  return inShop(deps, shopDomain, async (db, shop) => {
    const run = id.success
      ? await db.import.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } })
      : null;
    if (!run) return null;
    const spoken = pageShop(deps, shop);
    return {
      ...{ shop: spoken, run: importRow(run) },
      remainingMs: run.state === 'running' ? remainingMs(run, deps.systemClock.now()) : null,
      mapping: run.state === 'mapping' ? await mappingOf(deps, run, shop.currency) : null,
      undoUntil: await undoableUntil(db, run, deps.clock.now()),
    };
  });
}

/** Until when something of it can be taken back: people whom it made, or orders and events that it added. */
async function undoableUntil(db: Db, run: Import, now: Date): Promise<string | null> {
  const { shopId, id: importId, state, finishedAt } = run;
  if (!['done', 'cancelled'].includes(state) || !finishedAt) return null;
  const until = undoUntil(finishedAt);
  if (until <= now) return null;
  const kind = planSchema.safeParse(run.plan).data?.kind;
  const hasMade = kind === 'people' || (kind !== undefined && (await hasAdditions(db, { shopId, importId })));
  return hasMade ? until.toISOString() : null;
}

async function mappingOf(deps: PageDeps, run: Import, currency: string): Promise<ImportPage['mapping']> {
  const { prisma } = deps.db;
  const headings = headingsOf(deps, run);
  const guess = guessPlan(headings);
  const mode = guessMode(run.fileName);
  const consent = { mode, where: '', agreedBefore: null, statement: null, by: '' };
  const preview = await previewImport({ vault: deps.vault, prisma }, run, {
    plan: { ...guess, consent },
    headings,
    currency,
  });
  const { doubleOptIn } = await loadConsentSettings(prisma, run.shopId);
  return { headings, guess, mode, preview, isConfirmed: doubleOptIn.mode !== 'off' };
}

export const headingsOf = ({ vault }: Pick<PageDeps, 'vault'>, { headings, shopId }: Import): string[] =>
  headings ? (JSON.parse(vault.open(headings, shopId)) as string[]) : [];
