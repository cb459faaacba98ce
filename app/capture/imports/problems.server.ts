import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** A file of problems ends somewhere, and one that has more is the wrong file. */
export const MOST_PROBLEMS = 100_000;

export interface RowTrouble {
  line: number;
  column: string;
  reason: string;
  remedy: string;
  /** As it stands in the file; null where nobody may read it any more. */
  fields: string[] | null;
  subjects: string[];
}

const LARGEST_ROW = 20_000;

/** Keeps what was wrong with rows, with the rows as they stand in the file, encrypted. Told again it is there once. */
export async function keepProblems(
  vault: Vault,
  db: Db,
  { shopId, importId }: { shopId: string; importId: string },
  troubles: RowTrouble[],
): Promise<void> {
  const counted = new Map<number, number>();
  const data = troubles.map(({ line, fields, ...trouble }) => {
    const seq = counted.get(line) ?? 0;
    counted.set(line, seq + 1);
    const row = fields && vault.seal(JSON.stringify(cut(fields)), shopId);
    return { shopId, importId, line, seq, ...trouble, row };
  });
  await db.importProblem.createMany({ data, skipDuplicates: true });
}

/** A row may be as large as somebody likes. */
function cut(fields: string[]): string[] {
  let left = LARGEST_ROW;
  return fields.map((field) => {
    const kept = field.slice(0, left);
    left -= kept.length;
    return kept;
  });
}
