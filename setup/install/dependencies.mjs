import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../lock.mjs';
import { root, stateFolder } from '../places.mjs';
import { isStamped, removeStamp, writeStamp } from '../stamps.mjs';
import { installedDifference, unpackedPart } from './installed.mjs';
import { runNpm } from './npm.mjs';
import { repairInstall } from './repair.mjs';

const STAMP = join(stateFolder, 'installed');

/**
 * Makes sure that node_modules holds what package-lock.json says, for this platform, and that it is whole. Packages that were installed
 * by hand are taken as they are when they agree.
 * @param {(note: string) => void} say
 */
export async function ensureDependencies(say) {
  const wanted = wantedStamp();
  if (isReady(wanted)) return say('ready');
  const onWait = (/** @type {number} */ pid) => say(`waiting for process ${pid}, which is installing`);
  await withLock(join(stateFolder, 'install.lock'), () => install(wanted, say), { onWait });
}

/** @param {string} wanted */
function isReady(wanted) {
  return (
    isStamped(STAMP, wanted) && existsSync(join(root, 'node_modules', '.package-lock.json')) && repairsNeeded() === 0
  );
}

function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
}

function repairsNeeded() {
  return repairInstall.needed(root).length;
}

/**
 * @param {string} wanted
 * @param {(note: string) => void} say
 */
async function install(wanted, say) {
  if (isReady(wanted)) return say('ready');
  removeStamp(STAMP);
  const difference = installedDifference(root);
  if (difference) await installAll(say);
  const repairs = await repairInstall(root, say);
  writeStamp(STAMP, wanted);
  say([difference ? 'packages installed' : 'packages as they were', ...repairs].join(', '));
}

/** @param {(note: string) => void} say */
async function installAll(say) {
  say('npm ci');
  const counter = setInterval(() => say(`npm ci, ${unpackedPart(root)}`), 1_000);
  try {
    // The build tools are development packages: they are needed whatever NODE_ENV says.
    await runNpm(root, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  } finally {
    clearInterval(counter);
  }
}
