import { readArguments } from '../../devstore/demo/arguments';
import { forget, isKept, placeOf } from '../../devstore/demo/place';
import { withLock } from '../lock.mjs';
import { inProject } from '../places.mjs';
import { runScript } from '../prepare/node-tool';
import { prepare } from '../prepare/prepare';
import { withDatabase } from './with-database';

/** `demo [args…]`: the app in the dev store's world, which is kept from start to start; with `--once` a story in a world that is not. */
export async function demo(args: string[]): Promise<number> {
  const options = readArguments(args);
  await prepare({ build: true });
  const run = async (env: Record<string, string>) =>
    (await runScript(inProject('devstore', 'demo.ts'), args, { env })).code;
  if (options.once) return withDatabase({ fresh: 'kindred_once' }, run);

  const place = placeOf(options.world);
  const onWait = (pid: number) =>
    console.log(`  Waiting for process ${pid}, in which this demo runs: open its pages, or end it with Ctrl-C there`);
  return withLock(
    place.lock,
    async () => {
      // Who started the last one may have been killed a moment ago, and it is still ending.
      await withLock(place.running, () => (options.reset ? forget(place) : undefined), { onWait });
      // A database without its world is of a first start that was cut short, or of a world that was forgotten.
      return withDatabase(isKept(place) ? { kept: place.database } : { fresh: place.database }, run);
    },
    { onWait },
  );
}
