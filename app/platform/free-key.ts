/**
 * The wanted key where it is free, else the first of `KEY-2`, `KEY-3`, … that is.
 * @param taken asked of each
 * @param mostLetters of a key, with its number; one that is too long loses its end
 */
export function freeKey(
  wanted: string,
  taken: (key: string) => boolean,
  mostLetters = Number.POSITIVE_INFINITY,
): string {
  let free = wanted.slice(0, mostLetters);
  for (let number = 2; taken(free); number += 1) {
    const ending = `-${number}`;
    free = wanted.slice(0, mostLetters - ending.length) + ending;
  }
  return free;
}
