import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { birthOf, isAlive } from './process-life.mjs';

const POLL_MS = 50;

/**
 * Runs `work` while no other process holds the same lock file. A lock whose holder is dead is taken over.
 * @template T
 * @param {string} file absolute path of the lock; its folder is made
 * @param {() => T | Promise<T>} work
 * @param {{ onWait?: (holderPid: number) => void }} [options] `onWait` is told once, when another process has to be waited for
 * @returns {Promise<T>}
 */
export async function withLock(file, work, options = {}) {
  makeFolder(dirname(file));
  const mark = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), id: randomUUID() });
  let told = false;
  while (!tryTake(file, mark)) {
    const holder = readHolder(file);
    if (holder && !isAlive(holder.pid, holder.birth)) discard(file, holder.text);
    else {
      if (holder && !told) options.onWait?.(holder.pid);
      told ||= holder !== null;
      await delay(POLL_MS);
    }
  }
  try {
    return await work();
  } finally {
    if (readHolder(file)?.text === mark) rmSync(file, { force: true });
  }
}

/**
 * The lock appears with its content in one step (a hard link), so that nobody ever reads an empty one.
 * @param {string} file
 * @param {string} mark
 */
function tryTake(file, mark) {
  const own = `${file}.${process.pid}.${randomUUID().slice(0, 8)}`;
  try {
    writeFileSync(own, mark, { mode: 0o600 });
  } catch (error) {
    throw notOurs(dirname(file), error);
  }
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notOurs(folder, error);
  }
}

/**
 * @param {string} folder
 * @param {unknown} error
 */
function notOurs(folder, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return error;
  return new Error(
    `${folder} cannot be written by this user (${message}). Run as its owner, or give it to this one (chown -R), then run again.`,
    { cause: error },
  );
}

/** @param {string} file */
function readHolder(file) {
  try {
    const text = readFileSync(file, 'utf8');
    const { pid, birth } = JSON.parse(text);
    return { text, pid: Number(pid), birth: String(birth ?? '') };
  } catch (error) {
    if (error instanceof SyntaxError) return { text: '', pid: 0, birth: '' };
    return null;
  }
}

/**
 * Removes a dead holder's lock. It is renamed first and looked at again: if another process was quicker and this is already its lock,
 * it is put back.
 * @param {string} file
 * @param {string} deadText
 */
function discard(file, deadText) {
  const aside = `${file}.dead.${randomUUID().slice(0, 8)}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = readHolder(aside);
  if (holder && holder.text !== deadText && isAlive(holder.pid, holder.birth)) linkSync(aside, file);
  rmSync(aside, { force: true });
}
