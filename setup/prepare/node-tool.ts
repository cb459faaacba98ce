import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inProject, root } from '../places.mjs';
import { runProgram } from '../processes.mjs';

export interface ToolOptions {
  env?: Record<string, string | undefined>;
  /** Gets the output line by line; without it, the output goes to the terminal. */
  onLine?: (line: string) => void;
  /** Reads the terminal's keys. */
  foreground?: boolean;
}

/**
 * Runs a package's own program on this Node; it ends when set-up ends, however that ends.
 * @param bin the name the package gives the program, such as `tsc` of `typescript`
 */
export function runTool(packageName: string, bin: string, args: string[], options: ToolOptions = {}) {
  return runNode([programOf(packageName, bin), ...args], options);
}

/** Runs a TypeScript file of the project. */
export function runScript(file: string, args: string[], options: ToolOptions = {}) {
  return runNode(['--import', 'tsx', file, ...args], options);
}

function runNode(args: string[], { env, onLine, foreground }: ToolOptions) {
  return runProgram(process.execPath, ['--import', endWithParent, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    ipc: true,
    ...(onLine && { onLine }),
    ...(foreground && { foreground }),
  });
}

const endWithParent = new URL('../end-with-parent.mjs', import.meta.url).href;

function programOf(packageName: string, bin: string): string {
  const manifest = inProject('node_modules', ...packageName.split('/'), 'package.json');
  const { bin: bins } = createRequire(import.meta.url)(manifest) as { bin: string | Record<string, string> };
  const path = typeof bins === 'string' ? bins : bins[bin];
  if (!path)
    throw new Error(`The package ${packageName} has no program ${bin}. Run \`npm run setup\`, then run again.`);
  return join(dirname(manifest), path);
}
