import { randomBytes } from 'node:crypto';
import { createApp, type App } from '../../devstore/app-processes';
import { freePort } from '../../setup/postgres/free-port';
import { generateStore } from '../../devstore/store-data';
import { startWorld, type World, type WorldOptions } from '../../devstore/world';
import { createTestDatabase } from '../setup/database';

export interface Journey {
  world: World;
  app: App;
  appUrl: string;
  /** As the app's role, behind the wall. */
  databaseUrl: string;
  /** What the app's processes said that is worth reading when something failed. */
  complaints: string[];
  close(): Promise<void>;
}

export interface JourneyOptions {
  world?: Pick<WorldOptions, 'shopify' | 'postmark'>;
  /** Further variables of the app's processes. */
  env?: Record<string, string>;
  seed?: number;
  /** How large the shop is. */
  store?: { customers: number; products: number };
  /** Is told everything the app's processes print. */
  onLine?: (line: string) => void;
}

/** A world of its own, a database of its own, and the app as it is built: everything a journey needs, closed by `close`. */
export async function openJourney(options: JourneyOptions = {}): Promise<Journey> {
  const { seed = 7, store = { customers: 400, products: 480 } } = options;
  const database = await createTestDatabase();
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const identity = { apiKey: 'journey-client-id', apiSecret: randomBytes(24).toString('hex'), appUrl };
  const data = generateStore({ seed, ...store });
  const world = await startWorld({
    ...{ data, seed, app: identity, ports: { shopify: 0, storefront: 0, postmark: 0 } },
    ...options.world,
  });
  const complaints: string[] = [];
  const app = createApp({
    ...{ world, app: identity, databaseUrl: database.appUrl },
    encryptionKey: randomBytes(32).toString('base64'),
    env: options.env ?? {},
    onLine: (name, line) => {
      options.onLine?.(line);
      if (/"level":(40|50|60)/.test(line) || !line.startsWith('{')) complaints.push(`[${name}] ${line}`);
    },
  });
  return {
    ...{ world, app, appUrl, complaints, databaseUrl: database.appUrl },
    async close() {
      await app.stop();
      await world.stop();
      await database.drop();
    },
  };
}
