import { answerCall } from './page-calls';
import type { FromWorker, ToWorker } from './worker-protocol';

/** The frame a pixel runs in. What is posted before it is there waits. */
export interface Sandbox {
  post(message: ToWorker): void;
}

/** Opens the frame at an address of this shop without the shop's origin, and does for its worker what a worker cannot. */
export function openSandbox(address: string): Sandbox {
  const waiting: ToWorker[] = [];
  const frame = document.createElement('iframe');
  let isLoaded = false;

  // To an opaque origin, which no target can name.
  const send = (message: ToWorker): void => frame.contentWindow?.postMessage(message, '*');
  const post = (message: ToWorker): void => void (isLoaded ? send(message) : waiting.push(message));
  frame.addEventListener('load', () => {
    isLoaded = true;
    waiting.splice(0).forEach(send);
  });
  window.addEventListener('message', ({ data, source }: MessageEvent<FromWorker>) => {
    if (source !== frame.contentWindow) return;
    answerCall(data).then(
      (value) => post({ type: 'answer', call: data.call, value }),
      (error: unknown) => post({ type: 'answer', call: data.call, error: String(error) }),
    );
  });
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.setAttribute('tabindex', '-1');
  frame.setAttribute('title', 'Web pixel');
  frame.style.display = 'none';
  frame.setAttribute('src', address);
  document.body.append(frame);
  return { post };
}
