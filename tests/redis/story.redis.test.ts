import { it } from 'vitest';
import { expectStory } from '../journeys/story';

it(
  'the path of one email, with the queue on Redis',
  () => expectStory('postmark', { env: { REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' } }),
  330_000,
);
