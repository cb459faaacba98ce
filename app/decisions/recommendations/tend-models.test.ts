import { describe, expect, test } from 'vitest';
import { gate } from '../../../tests/factories/gate';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { tendModels } from './tend-models.server';

const { prisma } = testApp(await testDatabase()).db;
const unexpected = (error: unknown) => expect.unreachable(String(error));

describe('models are tended', () => {
  test('at once and again and again, also after it failed once', async () => {
    const [third, errors] = [gate(), [] as unknown[]];
    let times = 0;
    const tend = async () => {
      if (++times === 1) await prisma.$queryRaw`SELECT no_such_thing()`;
      if (times === 3) third.open();
    };
    const stop = tendModels({ tend }, prisma, (error) => errors.push(error), 1);
    expect(times).toBe(1);
    await third.passed;
    await stop();
    expect(errors.map(String)).toEqual([expect.stringContaining('no_such_thing')]);
  });

  test('one time after another, and whoever ends it waits for the one that is at work', async () => {
    const [begun, rest] = [gate(), gate()];
    let atWork = 0;
    const tend = async () => {
      expect(++atWork).toBe(1);
      begun.open();
      await rest.passed;
      await prisma.$queryRaw`SELECT 1`;
      atWork--;
    };
    const stop = tendModels({ tend }, prisma, unexpected, 1);
    await begun.passed;
    const stopped = stop();
    rest.open();
    await stopped;
    expect(atWork).toBe(0);
  });
});
