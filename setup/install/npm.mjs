import { existsSync } from 'node:fs';
import { basename, delimiter, join, sep } from 'node:path';
import { runProgram } from '../processes.mjs';

/**
 * Runs npm: the one that called this script, else the one on the PATH; on a Node outside of node_modules, which npm may be replacing.
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<string[]>} the last lines of its output
 */
export async function runNpm(root, args) {
  const env = npmEnvironment(process.env, root);
  const [command, ...first] = npmCommand(env);
  const { code, tail } = await runNpmProgram(root, command, [...first, ...args], env);
  if (code !== 0) throw npmError(args, code, tail);
  return tail;
}

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * The caller's environment without the project's own programs, and without NODE_ENV: where that says `production`, npm leaves the
 * development packages out.
 * @param {Environment} env
 * @param {string} root
 * @returns {Environment}
 */
export function npmEnvironment({ NODE_ENV: _, ...env }, root) {
  const packages = join(root, 'node_modules');
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => !isInside(packages, folder));
  return { ...env, PATH: folders.join(delimiter) };
}

/**
 * @param {Environment} env as `npmEnvironment` gives it
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const caller = env['npm_execpath'];
  // Another package manager may have called, which could not do what is asked here.
  if (caller && /^npm-cli\.c?js$/.test(basename(caller))) return [findProgram('node', env) ?? process.execPath, caller];
  return ['npm'];
}

/**
 * @param {string} name
 * @param {Environment} env
 */
function findProgram(name, env) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * @param {string} folder
 * @param {string} path
 */
const isInside = (folder, path) => path === folder || path.startsWith(folder + sep);

/**
 * @param {string} cwd
 * @param {string} command
 * @param {string[]} args
 * @param {Environment} env
 */
async function runNpmProgram(cwd, command, args, env) {
  try {
    return await runProgram(command, args, { cwd, env, onLine: () => undefined });
  } catch (error) {
    throw new Error(
      `npm could not be run (${error instanceof Error ? error.message : String(error)}). It comes with Node: get both from https://nodejs.org.`,
      { cause: error },
    );
  }
}

const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/;

/** Places in npm's own code, and empty lines. */
const NOISE = /^npm error(\s+at .*|\s*[{}]?\s*)$/;

/**
 * npm's failure in its own words, and what helps.
 * @param {string[]} args
 * @param {number} code
 * @param {string[]} tail
 */
export function npmError(args, code, tail) {
  const text = tail.join('\n');
  const words = tail.filter((line) => !NOISE.test(line)).slice(-12);

  return new Error(
    [`npm ${args[0]} failed (exit code ${code}):`, ...words.map((line) => `  ${line}`), remedyFor(text)].join('\n'),
  );
}

/** @param {string} text */
function remedyFor(text) {
  if (UNREACHABLE.test(text)) {
    return 'The package registry was not reached. Connect to the network (behind a proxy: set HTTPS_PROXY), then run again: it goes on from here.';
  }
  if (text.includes('EUSAGE'))
    return 'package.json and package-lock.json disagree. Run `npm install` to bring them together, then run again.';
  if (/\bENOSPC\b/.test(text)) return 'The disk is full. Free about 1.5 GB, then run again.';
  if (/\b(EACCES|EPERM)\b/.test(text))
    return 'Some files belong to another user. Remove node_modules with that user’s rights, then run again.';
  return 'Run `npm ci` by hand to see all of its output.';
}
