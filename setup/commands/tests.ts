import { runTool } from '../prepare/node-tool';
import { prepare } from '../prepare/prepare';
import { isStopping } from '../shutdown.mjs';

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
  const { code } = await runTool('vitest', 'vitest', isWatch ? args : ['run', ...args], {
    // With NODE_ENV=production in the caller's shell React would be another one.
    env: { ...env, NODE_ENV: 'test' },
    foreground: isWatch,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${closingLine(code)} ${seconds} s.`);
  return code;
}

function closingLine(code: number): string {
  if (isStopping()) return 'Tests stopped after';
  return code === 0 ? 'Tests passed in' : `Tests failed (exit code ${code}) after`;
}
