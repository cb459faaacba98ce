import type { FromWorker, ToWorker } from './worker-protocol';

/**
 * Runs in the sandboxed frame of a pixel and starts its worker there: neither has the page's origin, so that the pixel's requests come
 * from `null` and nothing of the shop is in its reach. It passes on what page and worker have to say to each other.
 */
declare const pixelWorker: string;

const worker = new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(pixelWorker)}`);

// A sandboxed document still knows the address it came from, which is the page's.
worker.onmessage = ({ data }: MessageEvent<FromWorker>) => window.parent.postMessage(data, window.location.origin);
window.onmessage = ({ data, source }: MessageEvent<ToWorker>) => {
  if (source === window.parent) worker.postMessage(data);
};
