/**
 * Gives what the source gives, already asking for the next while this one is worked on: reading and storing go on side by side, at most one
 * item apart. A failure of the source is thrown in its turn, after all that came before it.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const answer = iterator.next();
    answer.catch(() => undefined);
    return answer;
  };
  let next = ask();
  try {
    for (;;) {
      const current = await next;
      if (current.done) return;
      next = ask();
      yield current.value;
    }
  } finally {
    // Not awaited: who stops early need not wait for what is still being read.
    void iterator.return?.().catch(() => undefined);
  }
}
