import { describe, expect, it } from 'vitest';
import { createGroupWriter } from './group-writer';

/** A writer whose groups are let through by hand. */
function heldWriter(mostInGroup = 3) {
  const groups: { items: readonly number[]; finish: (failures?: unknown[]) => void; fail: (error: Error) => void }[] =
    [];
  const writer = createGroupWriter<number>(
    (items) =>
      new Promise((resolve, reject) =>
        groups.push({ items, finish: (failures = items.map(() => undefined)) => resolve(failures), fail: reject }),
      ),
    mostInGroup,
  );
  return { ...writer, groups };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('items that come at about the same time', () => {
  it('wait for nobody while nothing is being written, and for one group at most', async () => {
    const writer = heldWriter();
    const written = [1, 2, 3].map((item) => writer.write(item));
    expect(writer.groups.map(({ items }) => items)).toEqual([[1]]);
    writer.groups[0]?.finish();
    await turn();
    expect(writer.groups.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    writer.groups[1]?.finish();
    await Promise.all(written);
  });

  it('are written in groups of bounded size, one group at a time, none twice', async () => {
    const writer = heldWriter(3);
    const written = Promise.all([1, 2, 3, 4, 5, 6].map((item) => writer.write(item)));
    for (let nth = 0; nth < 3; nth++) {
      expect(writer.groups).toHaveLength(nth + 1);
      writer.groups[nth]?.finish();
      await turn();
    }
    await written;
    expect(writer.groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4], [5, 6]]);
  });

  it('hear each of its own failure, and what comes later is written all the same', async () => {
    const writer = heldWriter();
    const first = writer.write(0);
    const others = Promise.allSettled([1, 2].map((item) => writer.write(item)));
    writer.groups[0]?.fail(new Error('the database is away'));
    await expect(first).rejects.toThrow('the database is away');
    await turn();
    writer.groups[1]?.finish([new Error('its shop is gone'), undefined]);
    expect((await others).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    const last = writer.write(3);
    writer.groups[2]?.finish();
    await last;
  });
});
