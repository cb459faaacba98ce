import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments';

const here = import.meta.filename;

describe('the demo’s arguments', () => {
  test('name nothing of their own accord, so that the kept world decides', () => {
    expect(readArguments([])).toEqual({
      ...{ once: false, reset: false, ready: false, verbose: false },
      ...{ seed: null, files: {}, unsubscribeMode: null, shoppers: 0, world: null },
    });
  });

  test('are read', () => {
    const argv = [
      '--reset',
      '--ready',
      '--seed',
      '3',
      '--shoppers',
      '40',
      '--unsubscribe',
      'custom',
      '--world',
      'shop-2',
    ];
    expect(readArguments([...argv, '--orders', here])).toMatchObject({
      ...{ reset: true, ready: true, seed: 3, shoppers: 40, unsubscribeMode: 'custom', world: 'shop-2' },
      files: { orders: here },
    });
  });

  test.each([
    [['--seed', 'x'], '--seed: "x" is not a whole number; try --seed 2.'],
    [['--seed', ''], '--seed: "" is not a whole number'],
    [['--seed', '1.5'], '--seed: "1.5" is not a whole number'],
    [['--shoppers=-1'], '--shoppers: "-1" is not a whole number'],
    [['--shoppers', '100000'], '--shoppers: 100000 a day are too many; 1000 at most.'],
    [['--unsubscribe', 'mine'], '--unsubscribe: "mine" is neither "postmark" nor "custom".'],
    [['--world', '../x'], '--world: "../x" is not a name of small letters, digits and dashes; try --world second.'],
    [['--orders', '/nowhere.csv'], '--orders: there is no file /nowhere.csv.'],
    [['--products', here], '--orders is missing'],
    [['--sed', '1'], /Unknown option '--sed'.*\n.*--once.*--seed.*--world/s],
  ])('%j are refused with the remedy', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
    // Foreseen: shown without the place in the code.
    expect(() => readArguments(argv)).toThrow(expect.objectContaining({ constructor: Error }));
  });
});
