import { describe, expect, it } from 'vitest';
import { testTimes } from '../../../tests/factories/times';
import type { PageAnswer } from './linked-pages';
import { createLinkedPages } from './linked-pages.server';

const HOUR = 3_600_000;
const url = (number: number): string => `https://${number}.example/`;

function world(options: { mostKept?: number; waitMs?: number } = {}) {
  const times = testTimes();
  const asked: string[] = [];
  const open: (() => void)[] = [];
  const state = { isSlow: false, answer: { kind: 'there' } as PageAnswer, atOnce: 0, most: 0 };
  const ask = async (each: string): Promise<PageAnswer> => {
    asked.push(each);
    state.most = Math.max(state.most, ++state.atOnce);
    if (state.isSlow) await new Promise<void>((resolve) => open.push(resolve));
    state.atOnce -= 1;
    return state.answer;
  };
  const pages = createLinkedPages({ ask, systemClock: times.systemClock, ...options });
  return { times, asked, open, state, pages };
}

describe('pages that mails lead to', () => {
  it('are asked once in some hours, whoever looks and however often', async () => {
    const { pages, asked, times } = world();
    await Promise.all([pages.look([url(1), url(1)]), pages.look([url(1)])]);
    times.advance(6 * HOUR - 1);
    expect(await pages.look([url(1)])).toEqual(new Map([[url(1), { kind: 'there' }]]));
    expect(asked).toEqual([url(1)]);
    times.advance(1);
    await pages.look([url(1)]);
    expect(asked).toHaveLength(2);
  });

  it('that could not be reached are asked again sooner', async () => {
    const { pages, asked, times, state } = world();
    state.answer = { kind: 'unreachable', problem: 'x' };
    await pages.look([url(1)]);
    times.advance(HOUR / 4);
    await pages.look([url(1)]);
    expect(asked).toHaveLength(2);
  });

  it('are asked few at a time; who looks waits for a moment, and hears of the rest another time', async () => {
    const { pages, asked, state, open } = world({ waitMs: 5 });
    state.isSlow = true;
    const urls = Array.from({ length: 7 }, (_, at) => url(at));
    expect((await pages.look(urls)).size).toBe(0);
    expect(asked).toHaveLength(4);
    state.isSlow = false;
    for (const go of open.splice(0)) go();
    expect((await pages.look(urls)).size).toBe(7);
    expect([asked.length, state.most]).toEqual([7, 4]);
  });

  it('are kept up to a number, the newest', async () => {
    const { pages, asked } = world({ mostKept: 2 });
    for (const number of [1, 2, 3]) await pages.look([url(number)]);
    await pages.look([url(2), url(3)]);
    expect(asked).toHaveLength(3);
    await pages.look([url(1)]);
    expect(asked).toHaveLength(4);
  });
});
