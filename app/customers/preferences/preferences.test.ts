import { describe, expect, it } from 'vitest';
import { after, TEST_START } from '../../../tests/factories/times';
import { FREQUENCIES, frequencyOf, isPausedAt, NO_PREFERENCES, pauseEnd, type Frequency } from './preferences';
import { topicOfFlow, topicsSchema, USUAL_TOPICS } from './topics';

describe('how often somebody wants to hear', () => {
  it.each(Object.keys(FREQUENCIES) as Frequency[])('%s is read back as it was chosen', (frequency) => {
    expect(frequencyOf(FREQUENCIES[frequency])).toBe(frequency);
  });
});

describe('a pause', () => {
  it('of thirty days ends after thirty days', () => {
    const pausedUntil = pauseEnd(TEST_START, 30);
    expect(pausedUntil).toEqual(after(30 * 86_400_000));
    expect(isPausedAt({ ...NO_PREFERENCES, pausedUntil }, after(30 * 86_400_000 - 1))).toBe(true);
    expect(isPausedAt({ ...NO_PREFERENCES, pausedUntil }, pausedUntil)).toBe(false);
  });
});

describe('topics', () => {
  it('that shops begin with are sound, and the abandoned cart has one', () => {
    expect(topicsSchema.parse(USUAL_TOPICS)).toEqual(USUAL_TOPICS);
    expect(topicOfFlow(USUAL_TOPICS, 'abandoned-cart')?.key).toBe('cart-reminders');
  });

  it('do not hold what is of no flow, or of one that none of them names', () => {
    expect(topicOfFlow(USUAL_TOPICS, null)).toBeNull();
    expect(topicOfFlow(USUAL_TOPICS, 'welcome')).toBeNull();
  });

  it.each([
    [
      'a topic twice',
      [
        { key: 'a', name: 'A', flows: [] },
        { key: 'a', name: 'B', flows: [] },
      ],
      'name a topic twice',
    ],
    [
      'a flow twice',
      [
        { key: 'a', name: 'A', flows: ['f'] },
        { key: 'b', name: 'B', flows: ['f'] },
      ],
      'under two topics',
    ],
    ['a nameless one', [{ key: 'a', name: ' ', flows: [] }], 'is needed'],
    ['one with a key of capitals', [{ key: 'A', name: 'A', flows: [] }], 'small letters'],
  ])('with %s are refused', (_what, topics, problem) => {
    expect(topicsSchema.safeParse(topics).error?.issues[0]?.message).toContain(problem);
  });
});
