import { describe, expect, test } from 'vitest';
import { trainedOn } from '../../../tests/factories/recommender-data';
import { hasStrategyWords, strategyWords } from './strategy-words';

const { strategies } = trainedOn([['a', 'b'], ['a']], [['a', 'b']], { a: 'Red bowl', b: 'Blue bowl' });
const names = Object.keys(strategies);

describe('the words of a strategy', () => {
  test('are there for every one that is fitted, for their mix, and for what is shown besides', () => {
    expect(names.length).toBeGreaterThan(30);
    expect([...names, 'hybrid', 'pinned', 'same-collection'].filter((name) => !hasStrategyWords(name))).toEqual([]);
  });

  test('tell each from all others', () => {
    expect(new Set(names.map((name) => strategyWords(name).name)).size).toBe(names.length);
    expect(new Set(names.map((name) => strategyWords(name).looksAt)).size).toBe(names.length);
  });

  test('of one that nobody knows any more are its name, whatever that is', () => {
    expect(strategyWords('tea-leaves').name).toBe('Tea leaves');
    expect(strategyWords('constructor').name).toBe('Constructor');
    expect(strategyWords('__proto__').looksAt).toContain('another release');
  });
});
