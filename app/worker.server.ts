import { startDispatcher } from './jobs/dispatcher.server';
import { parseEnv } from './platform/env.server';
import { createServices } from './services.server';

/** The worker process: runs jobs until it is told to stop, then finishes those in hand. */
const services = await createServices(parseEnv(process.env), 'worker');
const dispatcher = startDispatcher(services);
services.logger.info({ queue: services.env.REDIS_URL ? 'redis' : 'postgresql' }, 'worker ready');

async function stop(): Promise<void> {
  await dispatcher.stop();
  await services.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
