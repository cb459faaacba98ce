import { unwrap, wrap, type FromApp, type FromShell } from '../protocol';

/** The app's frame, and the messages to and from the App Bridge inside it. */
export interface AppFrame {
  send(message: FromShell): void;
  listen(listener: (message: FromApp) => void): void;
  /** Opens an address of the app's in the frame anew. */
  open(url: string): void;
}

/**
 * Puts the app into its place. The frame is made here and not in the page's HTML: a browser that goes back to the page would otherwise
 * restore in it an address whose token is long expired.
 */
export function openAppFrame(
  place: HTMLElement,
  setup: { frameUrl: string; appOrigin: string; appName: string },
): AppFrame {
  const frame = document.createElement('iframe');
  frame.name = 'app-iframe';
  frame.title = setup.appName;
  frame.allow = 'clipboard-write';
  frame.src = setup.frameUrl;
  frame.addEventListener('load', () => place.setAttribute('aria-busy', 'false'));
  place.append(frame);

  const listeners: ((message: FromApp) => void)[] = [];
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== setup.appOrigin) return;
    const message = unwrap<FromApp>(event.data);
    if (message) listeners.forEach((listen) => listen(message));
  });
  return {
    send: (message) => frame.contentWindow?.postMessage(wrap(message), setup.appOrigin),
    listen: (listener) => void listeners.push(listener),
    open: (url) => void (frame.src = url),
  };
}
