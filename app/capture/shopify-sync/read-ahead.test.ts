import { describe, expect, it } from 'vitest';
import { readAhead } from './read-ahead';

/** A source that notes what is asked of it. */
async function* pages(count: number, noted: string[], failAt?: number): AsyncGenerator<number> {
  try {
    for (let page = 1; page <= count; page++) {
      noted.push(`read ${page}`);
      if (page === failAt) throw new Error(`page ${page} cannot be read`);
      yield page;
    }
  } finally {
    noted.push('closed');
  }
}

/** Whatever was begun and needs no more than the present has come to its end. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function storeAll(source: AsyncIterable<number>, noted: string[]): Promise<number[]> {
  const stored: number[] = [];
  for await (const page of source) {
    noted.push(`store ${page}`);
    await nextTurn();
    noted.push(`stored ${page}`);
    stored.push(page);
  }
  return stored;
}

describe('reading ahead', () => {
  it('gives everything in its order', async () => {
    expect(await storeAll(readAhead(pages(5, [])), [])).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads the next page while one is stored, and never more than that one', async () => {
    const noted: string[] = [];
    await storeAll(readAhead(pages(3, noted)), noted);
    const at = (what: string) => noted.indexOf(what);
    expect(at('read 2')).toBeLessThan(at('stored 1'));
    expect(at('read 3')).toBeGreaterThan(at('stored 1'));
    expect(at('read 3')).toBeLessThan(at('stored 2'));
  });

  it('of nothing gives nothing', async () => {
    expect(await storeAll(readAhead(pages(0, [])), [])).toEqual([]);
  });

  it('fails with what could not be read, after all before it is stored', async () => {
    const noted: string[] = [];
    await expect(storeAll(readAhead(pages(3, noted, 3)), noted)).rejects.toThrow('page 3 cannot be read');
    expect(noted.filter((each) => each.startsWith('stored'))).toEqual(['stored 1', 'stored 2']);
  });

  it('closes the source where storing fails, and the failure is that of storing', async () => {
    const noted: string[] = [];
    const store = async () => {
      for await (const page of readAhead(pages(3, noted))) throw new Error(`page ${page} cannot be stored`);
    };
    await expect(store()).rejects.toThrow('page 1 cannot be stored');
    await nextTurn();
    expect(noted.at(-1)).toBe('closed');
  });

  it('lets a failure of the page read ahead pass in silence where storing failed before it', async () => {
    const noted: string[] = [];
    const store = async () => {
      for await (const page of readAhead(pages(3, noted, 2))) {
        await nextTurn();
        throw new Error(`page ${page} cannot be stored`);
      }
    };
    await expect(store()).rejects.toThrow('page 1 cannot be stored');
    expect(noted).toContain('read 2');
  });
});
