import type { App } from '../../app-processes';
import type { World } from '../../world';

/** Something that happens when business time reaches it. */
export interface Due {
  at: Date;
  /** A sentence: who does what. */
  words: string;
}

const appWords: Record<string, string> = {
  'advance-runs': 'Kindred comes back to somebody in a flow',
  'send-messages': 'Kindred sends a mail',
  'train-recommender': 'Kindred learns from new orders',
};

/** What the app does every few minutes by itself: nobody waits for it, and no journey through time stops for it. */
const ROUTINE = ['reconcile-shop'];

const postmarkWords = {
  delivery: 'a mail reaches its mailbox',
  report: 'Postmark reports to Kindred',
};

/** What falls due later in business time, soonest first: in the app, at Postmark, at Shopify, of shoppers. Throws when the app does not answer. */
export async function whatFallsDue(world: World, app: Pick<App, 'upcomingWork'>): Promise<Due[]> {
  const ofApp = (await app.upcomingWork())
    .filter(({ kind }) => !ROUTINE.includes(kind))
    .map(({ kind, dueAt }) => ({
      at: new Date(dueAt),
      words: appWords[kind] ?? `Kindred has to ${kind.replaceAll('-', ' ')}`,
    }));
  const now = world.clock.now();
  return [...ofApp, ...fromPostmark(world), ...fromShopify(world), ...world.expected()]
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function fromPostmark({ postmark }: World): Due[] {
  const next = postmark.nextDue();
  return next ? [{ at: next.at, words: postmarkWords[next.what] }] : [];
}

function fromShopify({ shopify }: World): Due[] {
  return shopify.webhooks.waiting().map(({ topic, attempt, dueAt }) => ({
    at: new Date(dueAt),
    words: `Shopify tells Kindred ${attempt > 0 ? 'again ' : ''}of ${topic}`,
  }));
}
