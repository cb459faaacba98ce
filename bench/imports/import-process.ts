import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { advanceImportsJob } from '~/jobs/advance-imports.server';
import type { Clock } from '~/platform/clock/clock';
import { systemClock } from '~/platform/clock/clock.server';
import { createVault } from '~/platform/crypto/vault.server';
import { connectDatabase, withShop } from '~/platform/db/db.server';
import { createIds } from '~/platform/ids.server';

/** Moves a shop's imports on as a worker's job does, until there is nothing more to do. Says what it took as one line of JSON. */
const { databaseUrl, key, shopId } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  key: string;
  shopId: string;
};
const db = connectDatabase(databaseUrl, 4);
const clock: Clock = { time: 'business', now: () => systemClock.now() };
const services = {
  ...{ db, clock, systemClock, ids: createIds(systemClock), vault: createVault(Buffer.from(key, 'base64')) },
  logger: pino({ level: 'warn' }, process.stderr),
};
const beganAt = performance.now();
while ((await withShop(shopId, () => advanceImportsJob(services, { shopId }))).nextDueAt);
const seconds = (performance.now() - beganAt) / 1_000;
console.log(JSON.stringify({ seconds, peakRssMb: peakMb() }));
await db.close();

/** Most resident memory of this process since it began, in MB (2^20 bytes). */
function peakMb(): number {
  const kb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  if (!(kb > 0)) throw new Error('the memory of this process could not be read');
  return Math.round(kb / 1_024);
}
