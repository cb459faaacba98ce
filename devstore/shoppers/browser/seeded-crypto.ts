import type { SeededRandom } from '../../store-data/seeded-random';

/** `crypto` whose randomness repeats with the seed, so that a shopper's ids are the same in each run. Good for nothing secret. */
export function createSeededCrypto(random: SeededRandom): Pick<Crypto, 'getRandomValues' | 'randomUUID'> {
  return {
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let index = 0; index < bytes.length; index++) bytes[index] = random.int(0, 255);
      return array;
    },
    randomUUID() {
      const hex = random.hex(30);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
    },
  };
}
