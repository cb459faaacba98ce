import { expect, test } from 'vitest';
import type { ReplayedRun } from '~/decisions/flows/replay/replayed';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { toldStory } from './told-story';

const shop = { now: '2026-03-10T09:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };

test('what would happen tomorrow is told as of tomorrow, whose day stands beside it', () => {
  const [from, until] = ['2026-03-11T09:00:00.000Z', '2026-03-11T13:00:00.000Z'];
  const run = {
    startedAt: new Date(from),
    looks: [
      {
        at: new Date(until),
        evaluation: {
          facts: {},
          observations: [{ kind: 'delay', node: 'wait-for-silence', isOver: true, from, until }],
        },
      },
    ],
    ...{ mails: [], outcome: { kind: 'finished', node: 'done' }, state: { node: 'done', arrivedAt: until } },
  } as unknown as ReplayedRun;
  const story = toldStory({ id: 'somebody', runs: [run], turnedAway: [], collisions: [] }, abandonedCart, shop);
  expect(story.runs[0]?.steps.map(({ at, says }) => [at, ...says])).toEqual([
    [until, 'The wait was over at 13:00, 4 hours after the last change to the cart (9:00).'],
  ]);
});
