import { parentPort } from 'node:worker_threads';
import { drawNow } from './rasterise.server.ts';

export interface DrawRequest {
  id: number;
  svg: string;
}

/** The first message says that the thread is there. */
export type DrawAnswer = 'ready' | { id: number; png: Uint8Array | null };

function draw(svg: string): Uint8Array | null {
  try {
    return drawNow(svg);
  } catch {
    return null;
  }
}

parentPort?.on('message', ({ id, svg }: DrawRequest) => {
  parentPort?.postMessage({ id, png: draw(svg) } satisfies DrawAnswer);
});
parentPort?.postMessage('ready' satisfies DrawAnswer);
