/** Work that a browser has under way: requests and messages. `idle` resolves when all of it is done, and all that it led to. */
export interface Activity {
  track<T>(what: string, work: Promise<T>): Promise<T>;
  /** Rejects after `timeoutMs` of real time, naming what is still under way. */
  idle(timeoutMs: number): Promise<void>;
  isIdle(): boolean;
}

export function createActivity(): Activity {
  const open = new Map<symbol, { what: string; done: Promise<unknown> }>();
  return {
    track(what, work) {
      const key = Symbol(what);
      const finish = () => void open.delete(key);
      open.set(key, { what, done: work.then(finish, finish) });
      return work;
    },
    isIdle: () => open.size === 0,
    async idle(timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      while (open.size > 0) {
        const isDone = await within(
          deadline - performance.now(),
          Promise.all([...open.values()].map((each) => each.done)),
        );
        if (isDone) continue;
        throw new Error(
          `still under way after ${timeoutMs} ms: ${[...open.values()].map((each) => each.what).join(', ')}`,
        );
      }
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, ms));
  });
  const isDone = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}
