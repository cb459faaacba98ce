import { demo } from './commands/demo';
import { bench, evaluateRecommendations, ledgerVerify, screenshots } from './commands/programs';
import { check } from './commands/checks';
import { checkDeep } from './commands/check-deep';
import { redisTests } from './commands/redis-tests';
import { test } from './commands/tests';
import { withDatabase } from './commands/with-database';
import { prepare } from './prepare/prepare';

/** Each takes the arguments after its name and returns the exit code. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  setup: async () => {
    await prepare({ build: true });
    return withDatabase({}, async () => 0);
  },
  build: async () => {
    await prepare({ build: true });
    return 0;
  },
  demo,
  test,
  'test:redis': redisTests,
  check,
  'check:deep': checkDeep,
  screenshots,
  'ledger:verify': ledgerVerify,
  'evaluate:recommendations': evaluateRecommendations,
};

export async function runCommand([name = 'setup', ...args]: string[]): Promise<number> {
  if (name.startsWith('bench:')) return bench(name.slice('bench:'.length), args);
  if (/^chaos(:|$)/.test(name)) return bench(name.replace(':', '-'), args);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args);
  console.error(
    `There is no command ${JSON.stringify(name)}. There are: ${Object.keys(COMMANDS).join(', ')}, bench:NAME, chaos, chaos:NAME.`,
  );
  return 2;
}
