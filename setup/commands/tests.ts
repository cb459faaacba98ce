import { runTool } from '../prepare/node-tool';
import { prepare } from '../prepare/prepare';

/** `test [--with-build] [args…]`: what follows goes to vitest. */
export async function test(args: string[]): Promise<number> {
  const isBuilt = args.includes('--with-build');
  await prepare({ build: isBuilt });
  return runVitest(
    args.filter((arg) => arg !== '--with-build'),
    {},
  );
}

/** Runs vitest and says in one closing line how it went. Its own global set-up starts the test database. */
export async function runVitest(args: string[], env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const isWatch = args.some((arg) => ['--watch', '-w'].includes(arg));
  const { code } = await runTool('vitest', 'vitest', isWatch ? args : ['run', ...args], { env, foreground: isWatch });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    code === 0 ? `\nTests passed in ${seconds} s.` : `\nTests failed (exit code ${code}) after ${seconds} s.`,
  );
  return code;
}
