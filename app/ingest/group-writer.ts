/** Gives the failure of each item, or undefined where it was written; in the order of the items. */
export type WriteGroup<T> = (items: readonly T[]) => Promise<unknown[]>;

export interface GroupWriter<T> {
  /** Resolves when the item is written; rejects with what kept it from being so. */
  write(item: T): Promise<void>;
}

/**
 * Group commit: while one group is being written, what comes waits and becomes the next. Alone an item waits for nobody; under load one commit
 * carries many, and all of them together never take more than one connection.
 */
export function createGroupWriter<T>(writeGroup: WriteGroup<T>, mostInGroup: number): GroupWriter<T> {
  interface Waiting {
    item: T;
    settle: (failure: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostInGroup);
      const failures = await writeGroup(group.map(({ item }) => item)).catch((error: unknown) =>
        group.map(() => error),
      );
      group.forEach(({ settle }, index) => settle(failures[index]));
    }
    isWriting = false;
  }

  return {
    write: (item) =>
      new Promise((resolve, reject) => {
        const settle = (failure: unknown) =>
          failure === undefined
            ? resolve()
            : reject(failure instanceof Error ? failure : new Error('was not written', { cause: failure }));
        waiting.push({ item, settle });
        if (!isWriting) void writeWaiting();
      }),
  };
}

/** A writer of groups for each key, kept while it has something to write: what is slow for one key (its rows are locked) keeps no other waiting. */
export function createKeyedGroupWriter<T>(
  keyOf: (item: T) => string,
  writeGroup: WriteGroup<T>,
  mostInGroup: number,
): GroupWriter<T> {
  const writers = new Map<string, { writer: GroupWriter<T>; underWay: number }>();
  return {
    async write(item) {
      const key = keyOf(item);
      const entry = writers.get(key) ?? { writer: createGroupWriter(writeGroup, mostInGroup), underWay: 0 };
      writers.set(key, entry);
      entry.underWay += 1;
      try {
        await entry.writer.write(item);
      } finally {
        entry.underWay -= 1;
        if (entry.underWay === 0) writers.delete(key);
      }
    },
  };
}
