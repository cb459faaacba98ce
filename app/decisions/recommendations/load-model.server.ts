import type { Db } from '~/platform/db/db.server';
import { ARCHIVE_BEGINS_WITH, bytesBeyond } from './archive';
import { decodeModel, viewModel, type RecommenderModel } from './model';
import { fileNameOf, type VersionFile } from './model-files';
import type { SharedModels } from './shared-models.server';

export interface LoadedVersion {
  /** Null where an older release wrote it. */
  model: RecommenderModel | null;
  /** Bytes in memory of this process alone; what the model is described by beside its arrays is never shared. */
  ownBytes: number;
  /** The file that the arrays are views of. */
  fileName: string | null;
}

/**
 * A version's model: in memory that the machine's processes share where that can be, else as a copy. The database says by a digest what the file must
 * hold, so that the bytes cross the network once a machine. Throws where there is no such version.
 */
export async function loadModel(
  db: Db,
  shared: SharedModels | null,
  shopId: string,
  version: number,
): Promise<LoadedVersion> {
  const { isReadable, ...file } = await describe(db, shopId, version);
  if (!isReadable) return { model: null, ownBytes: 0, fileName: null };
  const found = await shared?.find(file);
  if (found) return viewed(found, file);
  const bytes = await read(db, shopId, version);
  const kept = await shared?.keep(file, bytes);
  return kept ? viewed(kept, file) : { model: decodeModel(bytes), ownBytes: bytes.length, fileName: null };
}

function viewed(memory: ArrayBuffer, file: VersionFile): LoadedVersion {
  const model = viewModel(memory);
  return { model, ownBytes: file.length - bytesBeyond(model, null), fileName: fileNameOf(file) };
}

async function describe(db: Db, shopId: string, version: number): Promise<VersionFile & { isReadable: boolean }> {
  const [found] = await db.$queryRaw<{ length: number; digest: string; isReadable: boolean }[]>`
    SELECT octet_length("index") AS "length", encode(sha256("index"), 'hex') AS "digest",
      substring("index" FROM 1 FOR ${ARCHIVE_BEGINS_WITH.length}) = ${ARCHIVE_BEGINS_WITH} AS "isReadable"
    FROM recommender_models WHERE "shopId" = ${shopId}::uuid AND "version" = ${version}`;
  if (!found) throw new Error(`version ${version} of the model of shop ${shopId} is gone`);
  return { shopId, version, ...found };
}

async function read(db: Db, shopId: string, version: number): Promise<Uint8Array> {
  const where = { shopId_version: { shopId, version } };
  return (await db.recommenderModel.findUniqueOrThrow({ where, select: { index: true } })).index;
}
