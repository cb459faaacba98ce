import '@shopify/shopify-api/adapters/node';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Session } from '@shopify/shopify-api';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import { sealSessionStorage } from '~/integrations/shopify/sealed-session-storage.server';
import { createVault } from '~/platform/crypto/vault.server';
import { connectDatabase } from '~/platform/db/db.server';
import { freePorts } from '../../devstore/demo/free-ports';
import { createTestDatabase } from '../setup/database';

export interface ProductionWeb {
  url: string;
  close(): Promise<void>;
}

export interface ProductionApp {
  apiKey: string;
  apiSecret: string;
  /** Has opened the app before: there is a token for it. */
  shopDomain: string;
}

const KEY = Buffer.alloc(32, 9);

/** The web process as it runs in production, with no stand-in anywhere. */
export async function startProductionWeb(app: ProductionApp): Promise<ProductionWeb> {
  const database = await createTestDatabase();
  await keepSession(database.appUrl, app.shopDomain);
  const [port = 0] = await freePorts([0]);
  const child = spawn(process.execPath, ['start-web.mjs'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: database.appUrl,
      SHOPIFY_APP_URL: 'https://kindred.example',
      SHOPIFY_API_KEY: app.apiKey,
      SHOPIFY_API_SECRET: app.apiSecret,
      KINDRED_ENCRYPTION_KEY: KEY.toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await untilReady(child.stdout);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGTERM');
      await ended;
      await database.drop();
    },
  };
}

async function keepSession(databaseUrl: string, shop: string): Promise<void> {
  const db = connectDatabase(databaseUrl, 2);
  const expires = new Date(Date.now() + 3_600_000);
  const session = new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    accessToken: 'shpat_x',
    expires,
  });
  await sealSessionStorage(new PrismaSessionStorage(db.prisma), createVault(KEY)).storeSession(session);
  await db.close();
}

async function untilReady(output: Readable): Promise<void> {
  const lines = createInterface(output);
  for await (const line of lines) if (line.includes('web ready')) return void output.resume();
  throw new Error('the web process ended before it was ready');
}
