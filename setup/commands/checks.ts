import { prepare } from '../prepare/prepare';
import { runTool } from '../prepare/node-tool';

const CHECKS = [
  { name: 'types', tool: ['typescript', 'tsc'], args: ['--noEmit', '--pretty'] },
  { name: 'lint', tool: ['eslint', 'eslint'], args: ['.'] },
  { name: 'format', tool: ['prettier', 'prettier'], args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'unused', tool: ['knip', 'knip'], args: [] },
] as const;

/** `check`: types, lint, format and unused code, one after the other; all are shown whatever the first ones find. */
export async function check(): Promise<number> {
  await prepare({ build: false });
  const results: string[] = [];
  let isGood = true;
  for (const { name, tool, args } of CHECKS) {
    console.log(`\n${tool[1]} ${args.join(' ')}`.trimEnd());
    const began = performance.now();
    const { code } = await runTool(tool[0], tool[1], [...args]);
    isGood &&= code === 0;
    results.push(
      `  ${name.padEnd(8)} ${code === 0 ? 'good' : `failed (exit code ${code})`}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
  }
  console.log(`\n${results.join('\n')}\n${isGood ? 'All checks passed.' : 'Some checks failed.'}`);
  return isGood ? 0 : 1;
}
