import { expect, test } from 'vitest';
import { nameWords } from './name-words';

test.each<[(string | null)[], string[]]>([
  [
    ['José', 'Müller-Lüdenscheidt'],
    ['jose', 'muller', 'ludenscheidt'],
  ],
  [['ANNA', 'anna'], ['anna']],
  [
    ["O'Brien", null],
    ['o', 'brien'],
  ],
  [
    ['Søren', 'Groß'],
    ['soren', 'gross'],
  ],
  [['Łukasz'], ['lukasz']],
  [
    ['Анна', '山田 太郎'],
    ['анна', '山田', '太郎'],
  ],
  [[' ?! ', ''], []],
  [['a b c d e f g h i j'], ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
])('%j is found by %j', (names, words) => {
  expect(nameWords(...names)).toEqual(words);
});
