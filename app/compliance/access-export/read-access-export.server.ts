import type { AccessExport } from '@prisma/client';
import type { Vault } from '~/platform/crypto/vault.server';
import { withShop, type Database } from '~/platform/db/db.server';

/** Names the shape that docs/privacy-export.md describes. */
export const EXPORT_FORMAT = 'kindred-privacy-export/1';

interface ReadDeps {
  db: Database;
  vault: Vault;
}

/** A finished copy as one JSON document, piece by piece, in constant memory. */
export async function* readAccessExport(
  { db, vault }: ReadDeps,
  { shopId, requestId, pieces, readyAt }: AccessExport,
  shopDomain: string,
): AsyncGenerator<string> {
  const head = { format: EXPORT_FORMAT, shop: shopDomain, madeAt: readyAt };
  yield JSON.stringify(head).slice(0, -1);
  let written: string | null = null;
  for (let seq = 0; seq < pieces; seq += 1) {
    const key = { shopId, requestId, seq };
    const piece = await withShop(shopId, async () =>
      db.prisma.accessExportPiece.findUniqueOrThrow({ where: { shopId_requestId_seq: key } }),
    );
    const rows = vault.open(piece.content, shopId).slice(1, -1);
    const isNew = piece.section !== written;
    if (isNew) yield `${written === null ? '' : ']'},\n${JSON.stringify(piece.section)}:[${rows}`;
    else if (rows) yield `,\n${rows}`;
    written = piece.section;
  }
  yield `${written === null ? '' : ']'}}\n`;
}
