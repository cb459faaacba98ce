import { describe, expect, it } from 'vitest';
import { createGroupWriter, createKeyedGroupWriter } from './group-writer';

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

describe('items of several keys', () => {
  it('share a group only with their like: one key that is stuck keeps no other waiting', async () => {
    const groups: string[][] = [];
    let unstick = (): void => undefined;
    const stuck = new Promise<void>((resolve) => (unstick = resolve));
    const writer = createKeyedGroupWriter<string>(
      (item) => item.charAt(0),
      async (items) => {
        groups.push([...items]);
        if (items[0]?.startsWith('a')) await stuck;
        return items.map(() => undefined);
      },
      3,
    );
    const waiting = Promise.all(['a1', 'a2'].map((item) => writer.write(item)));
    await Promise.all(['b1', 'b2', 'b3'].map((item) => writer.write(item)));
    expect(groups).toEqual([['a1'], ['b1'], ['b2', 'b3']]);
    unstick();
    await waiting;
    expect(groups.at(-1)).toEqual(['a2']);
  });

  it('hear of a failure each by itself, and are written anew after it', async () => {
    let attempts = 0;
    const writer = createKeyedGroupWriter<string>(
      (item) => item,
      (items) => Promise.resolve(items.map(() => (attempts++ === 0 ? new Error('the database is away') : undefined))),
      3,
    );
    await expect(writer.write('a')).rejects.toThrow('the database is away');
    await writer.write('a');
    expect(attempts).toBe(2);
  });
});
