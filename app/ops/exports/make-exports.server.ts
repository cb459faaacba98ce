import type { ListExport as ExportRow } from '@prisma/client';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import { csvLine } from '~/platform/csv';
import type { Database, Db } from '~/platform/db/db.server';
import { allLists, isList } from './all-lists.server';
import { addExportPage, holdOpenExport, noteExportFailure, openExports } from './export-rows.server';
import type { ExportOf } from './list-export.server';

export interface MakeExportsDeps {
  db: Database;
  vault: Vault;
  clock: Clock;
  systemClock: SystemClock;
}

/** What spreadsheets know UTF-8 by. */
const MARK = '\uFEFF';
/** After so long others have their turn. */
const TURN_MS = 1_000;
const MOST_FAILURES = 5;

/**
 * Writes the files that are asked for, a page a transaction, each going on where the last one ended, by whichever worker. Files take turns page by page, so
 * that a short one does not wait for a long one. Returns when there is more to do, by business time.
 */
export async function makeExports(deps: MakeExportsDeps, shopId: string): Promise<Date | null> {
  const endsAt = deps.systemClock.now().getTime() + TURN_MS;
  const failures: unknown[] = [];
  for (;;) {
    const open = await openExports(deps.db.prisma, shopId);
    if (!open.length) return null;
    for (const { id } of open) await writePageOrNote(deps, shopId, id).catch((error: unknown) => failures.push(error));
    // The job fails as a whole, and is tried again after a while: an outage ends, and a file that cannot be written is given up.
    if (failures.length) throw failures[0];
    if (deps.systemClock.now().getTime() >= endsAt) return deps.clock.now();
  }
}

async function writePageOrNote(deps: MakeExportsDeps, shopId: string, id: string): Promise<void> {
  try {
    await deps.db.transaction((tx) => writePage(deps, tx, shopId, id));
  } catch (error) {
    await noteExportFailure(deps.db.prisma, shopId, id, MOST_FAILURES);
    throw error;
  }
}

async function writePage(deps: MakeExportsDeps, tx: Db, shopId: string, id: string): Promise<void> {
  const held = await holdOpenExport(tx, shopId, id);
  if (!held) return;
  if (!isList(held.list)) throw new Error(`there is no list ${held.list}`);
  const list = allLists[held.list];
  const of = await exportOf(deps, tx, held);
  const rowsTotal = held.rowsTotal ?? (await list.count(of));
  const page = await list.page(of, held.cursor);
  const head = held.pieces === 0 ? MARK + csvLine([...list.headings]) : '';
  await addExportPage(deps, tx, { ...held, rowsTotal }, { ...page, lines: head + page.lines });
}

async function exportOf({ vault }: MakeExportsDeps, db: Db, row: ExportRow): Promise<ExportOf> {
  const { shopId: id } = row;
  const shop = await db.shop.findUniqueOrThrow({ where: { id } });
  const { currency, timezone, locale, name, domain } = shop;
  const search = new URLSearchParams(row.search ? vault.open(row.search, id) : '');
  return {
    ...{ db, vault, search, now: row.askedAt, machineNow: row.askedAtMachine },
    shop: { id, currency, timezone, locale, name: name || domain },
  };
}
