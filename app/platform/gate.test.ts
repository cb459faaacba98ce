import { expect, test } from 'vitest';
import { createGate } from './gate';

test('a gate lets in so many, and the others in their order as those leave', async () => {
  const gate = createGate(2);
  const entered: string[] = [];
  const leaves = new Map<string, () => void>();
  const come = async (name: string) => {
    leaves.set(name, await gate.enter());
    entered.push(name);
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (const name of ['ana', 'ben', 'cyd', 'dan']) void come(name);
  await turn();
  expect(entered).toEqual(['ana', 'ben']);
  leaves.get('ben')?.();
  leaves.get('ben')?.();
  await turn();
  expect(entered, 'who leaves twice makes room once').toEqual(['ana', 'ben', 'cyd']);
  for (const name of ['ana', 'cyd']) leaves.get(name)?.();
  await turn();
  expect(entered).toEqual(['ana', 'ben', 'cyd', 'dan']);
  leaves.get('dan')?.();
  void come('eve');
  await turn();
  expect(entered.at(-1)).toBe('eve');
});
