import type { ListExport as ExportRow } from '@prisma/client';
import { z } from 'zod';
import { actorWords } from '../access-words';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { GONE_WORDS, type ExportState, type GoneWhy } from './export-states';

export interface ExportedFile {
  id: string;
  list: string;
  state: ExportState;
  who: string;
  askedAt: string;
  rowsDone: number;
  /** As they were counted when it was begun; null: nobody has begun. */
  rowsTotal: number | null;
  bytes: number;
  /** Until when it can be taken; null: it cannot. */
  until: string | null;
  /** Why it is gone, in words. */
  goneWords: string | null;
}

export interface ExportsPage {
  shop: PageShop;
  files: ExportedFile[];
}

const SHOWN = 50;

/** Files that were asked for, newest first. */
export function exportsPage(deps: PageDeps, shopDomain: string): Promise<ExportsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const rows = await db.listExport.findMany({
      where: { shopId: shop.id },
      orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    });
    return { shop: pageShop(deps, shop), files: rows.map((row) => fileOf(row, deps.clock.now())) };
  });
}

/** How far one of them is. Null where there is none of that id. */
export function exportState(
  deps: PageDeps,
  shopDomain: string,
  rawId: string | undefined,
): Promise<ExportedFile | null> {
  const id = z.uuid().safeParse(rawId);
  if (!id.success) return Promise.resolve(null);
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const row = await db.listExport.findUnique({ where: { shopId_id: { shopId, id: id.data } } });
    return row && fileOf(row, deps.clock.now());
  });
}

function fileOf(row: ExportRow, now: Date): ExportedFile {
  const isOver = row.state === 'ready' && (row.expiresAt === null || row.expiresAt <= now);
  const state = isOver ? 'gone' : (row.state as ExportState);
  const why = isOver ? 'over' : (row.goneWhy as GoneWhy | null);
  return {
    ...{ id: row.id, list: row.list, state, who: actorWords(row.askedBy, new Map()) },
    ...{ askedAt: row.askedAt.toISOString(), rowsDone: row.rowsDone, rowsTotal: row.rowsTotal },
    bytes: Number(row.bytes),
    until: state === 'ready' ? (row.expiresAt?.toISOString() ?? null) : null,
    goneWords: why && GONE_WORDS[why],
  };
}
