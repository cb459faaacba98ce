import { createHash } from 'node:crypto';

const ROUNDS = 4;

/**
 * The place of the `nth` of `count` people in an order drawn by lot: each place once, the same whenever it is asked, and other for another `key`. Nobody's
 * place follows from who they are or how long they are known. A Feistel network over the next power of four, walked on until it lands within the count
 * (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Whoever came after the count was made comes after all others.
 */
export function placeByLot(nth: number, count: number, key: string): number {
  if (nth >= count) return nth;
  const halfBits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count)) / 2));
  let place = nth;
  do place = permute(place, halfBits, key);
  while (place >= count);
  return place;
}

function permute(value: number, halfBits: number, key: string): number {
  const size = 2 ** halfBits;
  let left = Math.floor(value / size);
  let right = value % size;
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = (left ^ roundOf(right, round, key)) & (size - 1);
    [left, right] = [right, mixed];
  }
  return left * size + right;
}

function roundOf(value: number, round: number, key: string): number {
  return createHash('md5').update(`${key} ${round} ${value}`).digest().readUInt32LE(0);
}
