import { join } from 'node:path';
import { withLock } from '../lock.mjs';
import { stateFolder } from '../places.mjs';
import { phase } from '../progress.mjs';
import { ensureAdminSchema } from './admin-schema';
import { ensureAmpValidator } from './amp-validator';
import { ensureAppBuild } from './app-build';
import { ensurePrismaClient } from './prisma-client';

/** What has to be there before anything runs, besides the packages. One process at a time; what is ready costs milliseconds. */
export async function prepare({ build }: { build: boolean }): Promise<void> {
  const onWait = (pid: number) => console.log(`  Waiting for process ${pid}, which is setting up`);
  await withLock(
    join(stateFolder, 'prepare.lock'),
    async () => {
      await phase('Admin API schema', ensureAdminSchema);
      await phase('AMP validator', ensureAmpValidator);
      await phase('Prisma client', ensurePrismaClient);
      if (build) await phase('App', ensureAppBuild);
    },
    { onWait },
  );
}
