import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inProject } from '../../setup/places.mjs';
import { killHard } from '../setup/test-clusters';

export interface ModelHolder {
  pid: number;
  /** Sum over everything that the model's arrays hold: it has read them all. */
  sum: number;
  kill(): Promise<void>;
}

/** Another process that has loaded a shop's model, as a copy where no place to share it is given, has read all of it, and keeps it. */
export async function holdModel(from: {
  databaseUrl: string;
  shopId: string;
  place: string | null;
}): Promise<ModelHolder> {
  const module = (...path: string[]) => JSON.stringify(inProject('app', ...path));
  const program = `
    import { pino } from 'pino';
    import { createModelStore } from ${module('decisions', 'recommendations', 'models.server.ts')};
    import { createSharedModels } from ${module('decisions', 'recommendations', 'shared-models.server.ts')};
    import { systemClock } from ${module('platform', 'clock', 'clock.server.ts')};
    import { connectDatabase, withShop } from ${module('platform', 'db', 'db.server.ts')};
    const { databaseUrl, shopId, place } = ${JSON.stringify(from)};
    const logger = pino({ base: null }, { write: (line) => console.error(line) });
    const shared = place && createSharedModels({ place, database: 'tests', budgetBytes: 2 ** 30, systemClock, logger });
    const models = createModelStore({ shared });
    const db = connectDatabase(databaseUrl, 2);
    const active = await withShop(shopId, () => models.active(db.prisma, shopId));
    await db.close();
    const sumOf = (value) => {
      if (ArrayBuffer.isView(value)) return value.reduce((sum, each) => sum + each, 0);
      return value && typeof value === 'object' ? Object.values(value).reduce((sum, each) => sum + sumOf(each), 0) : 0;
    };
    gc();
    console.log(JSON.stringify({ sum: sumOf(active.model) }));
    setInterval(() => models, 1_000);`;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { cwd: inProject(), stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { sum } = JSON.parse(line) as { sum: number };
    return { pid: child.pid ?? 0, sum, kill: () => killHard(child) };
  }
  throw new Error('The process that should hold the model ended without loading it.');
}
