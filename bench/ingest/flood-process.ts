import { seededRandom } from '../../devstore/store-data/seeded-random';
import { arrivals, realStopwatch, sendOpenLoop } from '../load/open-loop';
import { createPoster } from '../load/post';
import { createBrowsers, recurring } from './browsers';

/**
 * Floods the storefront's endpoint from a process of its own, so that the sender of webhooks stays on time: FLOOD_URL, FLOOD_RATE a second for
 * FLOOD_SECONDS, for the shops in FLOOD_SHOPS. Prints how often each status came back, as JSON.
 */
const BATCHES = 500;
const { FLOOD_URL = '', FLOOD_RATE = '', FLOOD_SECONDS = '', FLOOD_SHOPS = '' } = process.env;
const random = seededRandom(2, 'flood');
const next = recurring(createBrowsers(FLOOD_SHOPS.split(','), random), BATCHES);
const poster = createPoster(FLOOD_URL);
const times = arrivals(Number(FLOOD_RATE) * Number(FLOOD_SECONDS), Number(FLOOD_SECONDS), random);
console.log('flood begins');
const sent = await sendOpenLoop(
  times,
  () => {
    const { headers, body } = next();
    return poster.post(headers, body);
  },
  realStopwatch,
);
const statuses: Record<string, number> = {};
for (const { outcome } of sent) statuses[String(outcome)] = (statuses[String(outcome)] ?? 0) + 1;
console.log(JSON.stringify(statuses));
process.exit(0);
