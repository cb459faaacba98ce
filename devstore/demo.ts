import { withLock } from '../setup/lock.mjs';
import { readArguments } from './demo/arguments';
import { openDemo } from './demo/open-demo';
import { placeOf } from './demo/place';
import { playOnce } from './demo/play-once';

/** `npm run demo`, once set-up has prepared everything and started the database. */
async function run(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run demo`.');
  if (options.once) process.exit(await playOnce(options, databaseUrl));
  const place = placeOf(options.world);
  await withLock(place.running, async () => {
    await openDemo(options, place, databaseUrl);
    // Held until the process ends: nobody else may write to the world's folder.
    await new Promise<never>(() => undefined);
  });
}

run().catch((error: unknown) => {
  // What was foreseen says what to do; the place in the code helps only with what was not.
  const isForeseen = error instanceof Error && error.constructor === Error && !process.env.KINDRED_VERBOSE;
  console.error(isForeseen ? `\n${error.message}` : error);
  process.exit(1);
});
