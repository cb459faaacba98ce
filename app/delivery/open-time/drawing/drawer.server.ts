import { startKillable } from '~/platform/threads/killable-thread.server';

export interface Drawer {
  /** An SVG as PNG, twice as wide and high. Null: it cannot be drawn, took too long, or too many wait before it. */
  draw(svg: string): Promise<Buffer | null>;
  close(): Promise<void>;
}

export interface DrawerLimits {
  /** Milliseconds for one picture. */
  timeoutMs: number;
  /** Pictures that wait; more are not taken. */
  mostWaiting: number;
  heapMb: number;
}
/** A picture takes some ten milliseconds: whoever is the thirtieth waits as long as a reader does. */
const LIMITS: DrawerLimits = { timeoutMs: 1_000, mostWaiting: 30, heapMb: 128 };

/** From source Node runs the thread's TypeScript as it is; a build has it as a file beside the worker's. */
const file = import.meta.url.endsWith('.ts')
  ? new URL('./drawing-thread.server.ts', import.meta.url)
  : new URL('../worker/drawing-thread.js', import.meta.url);

/** Draws in a thread of its own: webhooks that the process takes beside it do not wait for pixels, and what hangs can be killed. */
export function createDrawer({ timeoutMs, mostWaiting, heapMb }: DrawerLimits = LIMITS): Drawer {
  const thread = startKillable<string, Uint8Array | null>({ file, heapMb, timeoutMs: () => timeoutMs });
  return {
    async draw(svg) {
      if (thread.waiting >= mostWaiting) return null;
      const outcome = await thread.ask(svg);
      return outcome.kind === 'answered' && outcome.answer ? Buffer.from(outcome.answer) : null;
    },
    close: () => thread.close(),
  };
}
