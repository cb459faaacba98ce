import { constants, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { startDispatcher } from './jobs/dispatcher.server';
import { parseEnv } from './platform/env.server';
import { createServices } from './services.server';

/**
 * The worker process: runs jobs until it is told to stop, then finishes those in hand. It stands back for whoever answers requests: where web and
 * worker share a machine, a webhook's acknowledgement does not wait for the work that earlier ones made.
 */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
/**
 * Its memory follows what it holds, not how long it has been at it: left alone, V8 lets what nobody needs any more grow to four times what is needed
 * before it looks, which a long first sync reaches and a short one does not.
 */
setFlagsFromString('--heap-growing-percent=60');
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
