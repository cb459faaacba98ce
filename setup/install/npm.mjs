import { basename } from 'node:path';
import { runProgram } from '../processes.mjs';

/**
 * Runs npm: the one that called this script, else the one on the PATH.
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<string[]>} the last lines of its output
 */
export async function runNpm(root, args) {
  const [command, ...first] = npmCommand(process.env);
  const { code, tail } = await runNpmProgram(root, command, [...first, ...args]);
  if (code !== 0) throw npmError(args, code, tail);
  return tail;
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const caller = env['npm_execpath'];
  // Another package manager may have called, which could not do what is asked here.
  if (caller && /^npm-cli\.c?js$/.test(basename(caller))) return [process.execPath, caller];
  return ['npm'];
}

/**
 * @param {string} root
 * @param {string} command
 * @param {string[]} args
 */
async function runNpmProgram(root, command, args) {
  // With NODE_ENV=production npm leaves the development packages out.
  const { NODE_ENV: _, ...env } = process.env;
  try {
    return await runProgram(command, args, { cwd: root, env, onLine: () => undefined });
  } catch (error) {
    throw new Error(
      `npm could not be run (${error instanceof Error ? error.message : String(error)}). It comes with Node: get both from https://nodejs.org.`,
      { cause: error },
    );
  }
}

const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/;

/**
 * npm's failure in its own words, and what helps.
 * @param {string[]} args
 * @param {number} code
 * @param {string[]} tail
 */
export function npmError(args, code, tail) {
  const text = tail.join('\n');
  const words = tail.slice(-12).map((line) => `  ${line}`);
  return new Error([`npm ${args[0]} failed (exit code ${code}):`, ...words, remedyFor(text)].join('\n'));
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
