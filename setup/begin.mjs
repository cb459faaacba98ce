import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies } from './install/dependencies.mjs';
import { inProject } from './places.mjs';
import { runProgram } from './processes.mjs';
import { phase } from './progress.mjs';
import { exitOnSignals, finish } from './shutdown.mjs';

const PROJECT_NODE = inProject('node_modules', '.bin', 'node');
/** Set for the process that runs on the project's own Node, so that it does not look for it again. */
const STAGE = 'KINDRED_SETUP_STAGE';

/**
 * Makes sure of the packages, goes over to the project's Node where this one is another, and runs the command there.
 * @param {string[]} argv command and arguments
 */
export async function begin(argv) {
  exitOnSignals();
  try {
    if (process.env[STAGE] === 'inner') return await finish(await runCommand(argv));
    await phase('Dependencies', (say) => ensureDependencies(say));
    if (isProjectNode() || !existsSync(PROJECT_NODE)) return await finish(await runCommand(argv));
    return await finish(await runOnProjectNode(argv));
  } catch (error) {
    console.error(`\n${describe(error)}`);
    return await finish(1);
  }
}

/** One major version is one behaviour: its minor releases are not worth a second process. */
function isProjectNode() {
  return process.versions.node.split('.')[0] === '24';
}

/** @param {string[]} argv */
async function runOnProjectNode(argv) {
  const { code } = await runProgram(PROJECT_NODE, [fileURLToPath(new URL('run.mjs', import.meta.url)), ...argv], {
    env: { ...process.env, [STAGE]: 'inner' },
    foreground: true,
  });
  return code;
}

/** @param {string[]} argv */
async function runCommand(argv) {
  delete process.env[STAGE];
  process.env['PATH'] = [join(inProject(), 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  // From here on there are packages, and with them TypeScript.
  const { register } = await import('tsx/esm/api');
  register();
  const { runCommand: run } = await import(pathToFileURL(inProject('setup', 'commands.ts')).href);
  return run(argv);
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  // Set-up's own errors say what to do; the place in the code helps only who asked for it, or nobody foresaw the error.
  const isForeseen = error.constructor === Error && !process.env['KINDRED_VERBOSE'];
  return isForeseen ? error.message : (error.stack ?? error.message);
}
