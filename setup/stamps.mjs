import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const IGNORED = /^\.|^node_modules$|\.test\.[a-z]+$/;

/**
 * One hash for files and folders (all that is in them, but for node_modules, tests and names that begin with a dot): their paths,
 * relative to `base`, and bytes. What does not exist counts as absent, which is a state of its own.
 * @param {string} base
 * @param {string[]} paths absolute
 * @param {string[]} [more] texts that count as well, such as a version
 * @returns {string} SHA-256, hex
 */
export function hashOf(base, paths, more = []) {
  const hash = createHash('sha256');
  for (const text of more) hash.update(`text\0${text}\0`);
  for (const path of paths) addPath(hash, base, path);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} base
 * @param {string} path
 */
function addPath(hash, base, path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  const name = relative(base, path);
  if (!stats) hash.update(`absent\0${name}\0`);
  else if (stats.isDirectory()) {
    for (const entry of readdirSync(path).sort()) {
      if (!IGNORED.test(entry)) addPath(hash, base, join(path, entry));
    }
  } else hash.update(`file\0${name}\0${stats.size}\0`).update(readFileSync(path));
}

/**
 * Whether the stamp says that `value` was reached.
 * @param {string} file
 * @param {string} value
 */
export function isStamped(file, value) {
  try {
    return readFileSync(file, 'utf8').trim() === value;
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @param {string} value
 */
export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${value}\n`);
}

/**
 * Taken away before the work begins, so that work that is cut short is not taken for done.
 * @param {string} file
 */
export function removeStamp(file) {
  rmSync(file, { force: true });
}
