import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, lutimes, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { MapFile } from './map-file.server';
import { UNFINISHED } from './names';

/** What a file must hold to be used. */
export interface Expected {
  length: number;
  /** SHA-256, hex. */
  digest: string;
}

export interface SharedFile {
  name: string;
  /** Another file of the same name has another. */
  inode: number;
  length: number;
  usedAt: Date;
}

export interface Mapped {
  memory: ArrayBuffer;
  inode: number;
}

/**
 * Files that the processes of one machine share. They are whole as soon as they have their name, and are removed, never shortened: memory over one that is
 * gone stays as it was.
 */
export interface SharedFolder {
  /** The bytes of that name in memory that is shared. Null where there is no such file; one that holds something else is removed. */
  map(name: string, expected: Expected): Promise<Mapped | null>;
  /** Where two processes write at once the first file stays for both, so that they share it. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** False where it is gone. */
  touch(name: string, at: Date): Promise<boolean>;
  remove(name: string): Promise<void>;
  list(): Promise<SharedFile[]>;
  /** With all that is in it. */
  removeAll(): Promise<void>;
}

/**
 * The folder is made with its first file. Everything rejects where it is not this user's alone: whoever else may write there could plant files or links.
 */
export function sharedFolder(folder: string, mapFile: MapFile): SharedFolder {
  const pathOf = (name: string) => join(folder, name);
  const remove = (name: string) => rm(pathOf(name), { force: true });
  return {
    remove,
    async map(name, expected) {
      const file = (await isThere(folder)) ? await openItself(pathOf(name)) : 'missing';
      if (file === 'missing') return null;
      const mapped = file === 'a-link' ? null : await mapWhatHolds(file, expected, mapFile);
      if (!mapped) await remove(name);
      return mapped;
    },
    async write(name, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await isThere(folder);
      await writeWhole(folder, name, bytes);
    },
    touch: async (name, at) => (await presentOrNull(lutimes(pathOf(name), at, at).then(() => true))) ?? false,
    async list() {
      const names = (await isThere(folder)) ? await presentOrNull(readdir(folder)) : null;
      const listed = (names ?? []).map((name) => statOf(name, pathOf(name)));
      return (await Promise.all(listed)).filter((file) => file !== null);
    },
    async removeAll() {
      if (await isThere(folder)) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Paths of what a place has by names that begin so; a place that does not exist has nothing. */
export async function pathsIn(place: string, beginning: string): Promise<string[]> {
  const names = (await presentOrNull(readdir(place))) ?? [];
  return names.filter((name) => name.startsWith(beginning)).map((name) => join(place, name));
}

/** Asked each time: what cleans up temporary files may have taken it, and somebody else made it anew. */
async function isThere(folder: string): Promise<boolean> {
  const stats = await presentOrNull(lstat(folder));
  if (!stats) return false;
  const isOwn = stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
  if (!isOwn) throw new Error(`${folder} is no folder of this user alone: it must belong to them and have mode 0700`);
  return true;
}

/** Links are not followed, wherever they lead. */
async function openItself(path: string): Promise<FileHandle | 'missing' | 'a-link'> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'missing';
    if (code === 'ELOOP' || code === 'EMLINK') return 'a-link'; // Linux and macOS say the one, FreeBSD the other
    throw error;
  }
}

async function mapWhatHolds(file: FileHandle, expected: Expected, mapFile: MapFile): Promise<Mapped | null> {
  try {
    if (!(await holds(file, expected))) return null;
    return { memory: mapFile(file.fd, expected.length), inode: (await file.stat()).ino };
  } finally {
    await file.close();
  }
}

const CHUNK_BYTES = 1 << 20;

/** Read in pieces, so that whatever else the process does goes on between them. */
async function holds(file: FileHandle, { length, digest }: Expected): Promise<boolean> {
  const stats = await file.stat();
  if (!stats.isFile() || stats.uid !== process.getuid?.() || stats.size !== length) return false;
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let at = 0; at < length;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return false;
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex') === digest;
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `${name}.${randomUUID()}${UNFINISHED}`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      // Where the disk is full this tells it now, and not the process that reads a page which was never written.
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, join(folder, name)).catch(unlessThere);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function statOf(name: string, path: string): Promise<SharedFile | null> {
  const stats = await presentOrNull(lstat(path));
  return stats && { name, inode: stats.ino, length: stats.size, usedAt: stats.mtime };
}

/** Others remove files as well. */
const presentOrNull = <T>(looking: Promise<T>): Promise<T | null> =>
  looking.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
