import { z } from 'zod';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import { withShop } from '~/platform/db/db.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { allLists, isList } from './all-lists.server';
import { pieceContext } from './export-rows.server';

export interface TakenExport {
  fileName: string;
  bytes: number;
  content: AsyncGenerator<Buffer>;
}

/**
 * A file that is ready and not a day old, a piece at a time, in constant memory however long it is. Who took it is written down before the first byte. Null where
 * there is none. Where it is erased while it is read, reading fails, and the file does not arrive.
 */
export async function takeExport(
  deps: PageDeps & AuditDeps,
  shopDomain: string,
  actor: string,
  rawId: string | undefined,
): Promise<TakenExport | null> {
  const id = z.uuid().safeParse(rawId);
  if (!id.success) return null;
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const row = await db.listExport.findUnique({ where: { shopId_id: { shopId, id: id.data } } });
    if (row?.state !== 'ready' || !row.expiresAt || row.expiresAt <= deps.clock.now() || !isList(row.list)) return null;
    const search = new URLSearchParams(row.search ? deps.vault.open(row.search, shopId) : '');
    const look = allLists[row.list].look(search);
    if (look) await logAccess(deps, db, shopId, { actor, ...look });
    const content = piecesOf(deps, { shopId, exportId: row.id, pieces: row.pieces });
    return { fileName: `${row.list}.csv`, bytes: Number(row.bytes), content };
  });
}

async function* piecesOf(
  { db: { prisma }, vault }: PageDeps,
  { shopId, exportId, pieces }: { shopId: string; exportId: string; pieces: number },
): AsyncGenerator<Buffer> {
  for (let seq = 0; seq < pieces; seq++) {
    const key = { shopId, exportId, seq };
    const piece = await withShop(shopId, () =>
      prisma.listExportPiece.findUniqueOrThrow({ where: { shopId_exportId_seq: key } }),
    );
    yield vault.openBytes(piece.content, pieceContext(key));
  }
}
