import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../app-processes';
import { createSite } from '../site/site';
import { playStory } from '../story/story';
import { startWorld, type AppIdentity } from '../world';
import type { DemoArguments } from './arguments';
import { freePorts } from './free-ports';
import { keepMails } from './keep-mails';
import { loadStore } from './load-store';
import { appLines, print } from './output';

/** Plays the story of one email in a world of its own, which begins from nothing and is not kept. Resolves with the exit code. */
export async function playOnce(options: DemoArguments, databaseUrl: string): Promise<number> {
  const began = performance.now();
  const { seed, unsubscribeMode } = { seed: options.seed ?? 1, unsubscribeMode: options.unsubscribeMode ?? 'postmark' };
  const [appPort = 0] = await freePorts([0]);
  const app: AppIdentity = {
    apiKey: 'kindred-demo-client-id',
    apiSecret: randomBytes(24).toString('hex'),
    appUrl: `http://localhost:${appPort}`,
  };
  // What was logged and mailed stays until the next time.
  const logDir = fileURLToPath(new URL('../../.kindred/once', import.meta.url));
  rmSync(logDir, { recursive: true, force: true });
  const world = await startWorld({
    ...{ data: await loadStore({ files: options.files, seed }, print), app, seed, logDir },
    ports: { shopify: 0, storefront: 0, postmark: 0, site: 0 },
    postmark: { approvals: { customUnsubscribe: unsubscribeMode === 'custom' } },
  });
  const encryptionKey = randomBytes(32).toString('base64');
  const kindred = createApp({ world, app, databaseUrl, encryptionKey, onLine: appLines(options) });
  world.site.use(createSite({ world, app: kindred, appUrl: app.appUrl }));
  const stop = async () => {
    keepMails(world, path.join(logDir, 'mails'));
    await kindred.stop();
    await world.stop();
  };
  process.once('SIGINT', () => void stop().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stop().then(() => process.exit(143)));
  const result = await playStory({ world, app: kindred, appUrl: app.appUrl, unsubscribeMode, print });
  const seconds = Math.round((performance.now() - began) / 1_000);
  await stop();
  // Whatever the processes had to say while they ended stands before it: programs read the last line.
  print(JSON.stringify({ ...result, seconds }));
  return result.ok ? 0 : 1;
}
