import { Redis } from 'ioredis';
import { createJobQueue } from '~/platform/queue/job-queue.server';
import { jobQueueContract } from '../contracts/job-queue';

/** The last of a Redis's sixteen databases: these tests empty it. */
const DATABASE = 15;

/** Run by `npm run test:redis`, which finds a Redis and names it. */
const url = new URL(process.env['REDIS_URL'] ?? '');
url.pathname = `/${DATABASE}`;
const place = { redisUrl: url.toString(), databaseUrl: 'postgresql://unused.invalid/' };

jobQueueContract('Redis', async () => {
  const redis = new Redis(place.redisUrl);
  await redis.flushdb();
  return {
    make: () => createJobQueue({ ...place, onError: (error) => console.error(error) }),
    place,
    connections: async () => {
      const clients = String(await redis.client('LIST'))
        .trim()
        .split('\n');
      return clients.filter((client) => client.includes(` db=${DATABASE} `)).length - 1;
    },
    dispose: async () => {
      await redis.flushdb();
      await redis.quit();
    },
  };
});
