import type { Db } from '~/platform/db/db.server';

/** A person, and the profile of whom something is told: another than the person's own where that one was absorbed. */
export interface ToldOf {
  profileId: string;
  originId: string;
}

/**
 * Until the transaction ends, rows that are stored of this person remember of whom they were told (a trigger of the tables does it, whoever
 * writes them), so that undoing a merge gives back also what came after it.
 */
export async function tellOf(tx: Db, { profileId, originId }: ToldOf): Promise<void> {
  await tx.$queryRaw`SELECT set_config('kindred.told_of', ${toldOfSetting({ profileId, originId })}, true)`;
}

export const toldOfSetting = ({ profileId, originId }: ToldOf): string =>
  profileId === originId ? '' : `${profileId} ${originId}`;

/** While `work` gives rows to another profile, it says itself what their origins are. */
export async function moving<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await tx.$queryRaw`SELECT set_config('kindred.told_of', 'moving', true)`;
  const moved = await work();
  await tx.$queryRaw`SELECT set_config('kindred.told_of', '', true)`;
  return moved;
}

/**
 * Stores rows of many persons, those told of one origin at a time. Nearly always nobody was merged, and everything is stored at once.
 * `toldOf` has the person of each row, in the rows' order.
 */
export async function storeAsTold<Row>(
  tx: Db,
  toldOf: readonly ToldOf[],
  rows: readonly Row[],
  store: (rows: Row[]) => Promise<void>,
): Promise<void> {
  const groups = new Map<string, Row[]>();
  for (const [index, row] of rows.entries()) {
    const setting = toldOfSetting(toldOf[index] as ToldOf);
    const group = groups.get(setting);
    if (group) group.push(row);
    else groups.set(setting, [row]);
  }
  for (const [setting, group] of groups) {
    await tx.$queryRaw`SELECT set_config('kindred.told_of', ${setting}, true)`;
    await store(group);
  }
  if (groups.size) await tx.$queryRaw`SELECT set_config('kindred.told_of', '', true)`;
}
