import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { withShop } from '~/platform/db/db.server';

/** As it was uploaded, or as plain UTF-8. */
export type Part = 'file' | 'text';

export interface PieceDeps {
  vault: Vault;
  prisma: Db;
}

export interface FileOf {
  shopId: string;
  importId: string;
}

export interface Piece {
  part: Part;
  seq: number;
  startAt: number;
  bytes: Uint8Array;
}

/** Keeps a piece of a file, encrypted. One that is there already stays: gives whether this one is new. */
export async function keepPiece({ vault, prisma }: PieceDeps, of: FileOf, piece: Piece): Promise<boolean> {
  const { part, seq, startAt, bytes } = piece;
  const sealed = vault.sealBytes(bytes, contextOf(of, part, seq));
  const row = { ...of, part, seq, startAt: BigInt(startAt), length: bytes.length, bytes: sealed };
  const { count } = await prisma.importPiece.createMany({ data: [row], skipDuplicates: true });
  return count > 0;
}

/** A piece opens at its own place only. */
export const contextOf = ({ shopId, importId }: FileOf, part: Part, seq: number): string =>
  `${shopId} import ${importId} ${part} ${seq}`;

/** Reads a part from a byte on, a piece at a time. Whoever reads goes in and out of the shop's wall for each. */
export async function* readPieces(
  { vault, prisma }: PieceDeps,
  of: FileOf,
  part: Part,
  from = 0,
): AsyncGenerator<Buffer> {
  const { shopId, importId } = of;
  let at = from;
  for (;;) {
    const piece = await withShop(shopId, () =>
      prisma.importPiece.findFirst({
        where: { shopId, importId, part, startAt: { lte: at } },
        orderBy: { startAt: 'desc' },
      }),
    );
    if (!piece) return;
    const skip = at - Number(piece.startAt);
    if (skip >= piece.length) return;
    const bytes = vault.openBytes(piece.bytes, contextOf(of, part, piece.seq));
    yield skip ? bytes.subarray(skip) : bytes;
    at += piece.length - skip;
  }
}

export async function dropPieces(db: Db, { shopId, importId }: FileOf, part?: Part): Promise<void> {
  await db.importPiece.deleteMany({ where: { shopId, importId, ...(part ? { part } : {}) } });
}
