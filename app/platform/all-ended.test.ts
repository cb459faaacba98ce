import { expect, it } from 'vitest';
import { gate } from '../../tests/factories/gate';
import { allEnded } from './all-ended';

it('what is done side by side comes in its order', async () => {
  expect(await allEnded([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});

it('a failure is told when the others have ended, too', async () => {
  const slow = gate();
  const ended: string[] = [];
  const all = allEnded([Promise.reject(new Error('no')), slow.passed.then(() => ended.push('slow'))]);
  const told = all.catch((error: Error) => ended.push(error.message));
  slow.open();
  await told;
  expect(ended).toEqual(['slow', 'no']);
});
