import type { Db } from '~/platform/db/db.server';
import type { Mapped } from '~/platform/shared-memory/shared-folder.server';
import { ARCHIVE_BEGINS_WITH, bytesBeyond } from './archive';
import { viewModel, type RecommenderModel } from './model';
import { fileNameOf, type VersionFile } from './model-files';
import type { SharedModels } from './shared-models.server';

export interface LoadedVersion {
  /** Null where an older release wrote it. */
  model: RecommenderModel | null;
  /** Bytes in memory of this process alone; what the model is described by beside its arrays is never shared. */
  ownBytes: number;
  /** The file that the arrays are views of. */
  file: { name: string; inode: number } | null;
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
  if (!isReadable) return { model: null, ownBytes: 0, file: null };
  const found = await shared?.find(file);
  if (found) return viewed(found, file);
  const own = await read(db, file);
  const kept = await shared?.keep(file, new Uint8Array(own));
  return kept ? viewed(kept, file) : { model: viewModel(own), ownBytes: own.byteLength, file: null };
}

function viewed({ memory, inode }: Mapped, file: VersionFile): LoadedVersion {
  const model = viewModel(memory);
  return { model, ownBytes: file.length - bytesBeyond(model, null), file: { name: fileNameOf(file), inode } };
}

async function describe(db: Db, shopId: string, version: number): Promise<VersionFile & { isReadable: boolean }> {
  const [found] = await db.$queryRaw<{ length: number; digest: string; isReadable: boolean }[]>`
    SELECT octet_length("index") AS "length", encode(sha256("index"), 'hex') AS "digest",
      substring("index" FROM 1 FOR ${ARCHIVE_BEGINS_WITH.length}) = ${ARCHIVE_BEGINS_WITH} AS "isReadable"
    FROM recommender_models WHERE "shopId" = ${shopId}::uuid AND "version" = ${version}`;
  if (!found) throw gone(shopId, version);
  return { shopId, version, ...found };
}

const SLICE_BYTES = 12 * 1024 * 1024;

/** As text, slice by slice: Prisma makes an array of numbers of bytes, which takes seconds in which nothing else is done, and ends at a hundred MB. */
async function read(db: Db, { shopId, version, length }: VersionFile): Promise<ArrayBuffer> {
  const memory = new ArrayBuffer(length);
  const bytes = Buffer.from(memory);
  for (let at = 0; at < length; at += SLICE_BYTES) {
    const [found] = await db.$queryRaw<{ slice: string }[]>`
      SELECT encode(substring("index" FROM ${at + 1} FOR ${SLICE_BYTES}), 'base64') AS "slice"
      FROM recommender_models WHERE "shopId" = ${shopId}::uuid AND "version" = ${version}`;
    if (!found) throw gone(shopId, version);
    bytes.write(found.slice, at, 'base64');
  }
  return memory;
}

const gone = (shopId: string, version: number) =>
  new Error(`version ${version} of the model of shop ${shopId} is gone`);
