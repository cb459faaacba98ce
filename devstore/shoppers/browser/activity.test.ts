import { expect, test } from 'vitest';
import { createActivity } from './activity';

test('is idle when all work is done, and all that the work began', async () => {
  const activity = createActivity();
  const ended: string[] = [];
  const later = (name: string) => new Promise<void>((resolve) => setImmediate(() => (ended.push(name), resolve())));
  void activity.track(
    'first',
    later('first').then(() => void activity.track('second', later('second'))),
  );
  expect(activity.isIdle()).toBe(false);
  await activity.idle(5_000);
  expect([ended, activity.isIdle()]).toEqual([['first', 'second'], true]);
});

test('work that fails is done as well', async () => {
  const activity = createActivity();
  const work = activity.track('failing', Promise.reject(new Error('no')));
  await activity.idle(5_000);
  await expect(work).rejects.toThrow('no');
});

test('names what does not end', async () => {
  const activity = createActivity();
  void activity.track('GET /slow', new Promise(() => undefined));
  await expect(activity.idle(5)).rejects.toThrow('still under way after 5 ms: GET /slow');
});
