import vm from 'node:vm';
import type { DOMWindow } from 'jsdom';
import type { Activity } from './activity';

/** What a page gives its sandboxed frames. */
export interface FrameSurroundings {
  pageUrl: string;
  activity: Activity;
  /** The class `Worker` as the frame has it: without an origin. */
  Worker: unknown;
  loadDocument: (url: string) => Promise<string>;
  report: (problem: string) => void;
}

/**
 * Lets a page open frames with `sandbox="allow-scripts"`, and no others. Such a frame is a bare JavaScript context in which the scripts of
 * its document run; page and frame reach each other by `postMessage` alone. It takes the place of jsdom's frames, which know no sandbox.
 */
export function installSandboxedFrames(window: DOMWindow, around: FrameSurroundings): void {
  const { document } = window;
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    if (name.toLowerCase() !== 'iframe') return create(name, options);
    const element = create('div');
    const frame = createFrame(window, around);
    Object.defineProperty(element, 'contentWindow', { value: frame.contentWindow });
    // The page sets the frame's attributes in the same turn.
    queueMicrotask(() => frame.open(element));
    return element;
  };
}

function createFrame(window: DOMWindow, around: FrameSurroundings) {
  const contentWindow = { postMessage: (data: unknown) => deliver(data, tellFrame) };
  const parent = { postMessage: (data: unknown) => deliver(data, tellPage) };
  const location = { href: '', origin: new URL(around.pageUrl).origin };
  const scope = vm.createContext({ onmessage: null, parent, location, Worker: around.Worker, encodeURIComponent });
  vm.runInContext('globalThis.self = globalThis.window = globalThis', scope);
  let opened: Promise<void> = Promise.resolve();

  const tellFrame = (data: unknown): void => (scope.onmessage as FrameListener | null)?.({ data, source: parent });
  const tellPage = (data: unknown): void => {
    const event = new window.Event('message');
    window.dispatchEvent(Object.assign(event, { data, source: contentWindow, origin: 'null' }));
  };
  /** A copy of the data, as between windows, in order and after the turn that sent it. */
  function deliver(data: unknown, tell: (data: unknown) => void): void {
    const copy: unknown = structuredClone(data);
    const arrival = opened
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => tell(copy))
      .catch((error: unknown) => around.report(`frame message: ${String(error)}`));
    void around.activity.track('frame message', arrival);
  }

  async function load(element: HTMLElement): Promise<void> {
    location.href = new URL(element.getAttribute('src') ?? '', around.pageUrl).href;
    if (element.getAttribute('sandbox') !== 'allow-scripts')
      throw new Error(`this browser opens sandboxed frames alone: ${location.href}`);
    const html = await around.loadDocument(location.href);
    for (const [, script = ''] of html.matchAll(/<script>([\s\S]*?)<\/script>/g))
      vm.runInContext(script, scope, { filename: location.href });
  }

  return {
    contentWindow,
    open(element: HTMLElement): void {
      opened = load(element);
      const shown = opened.then(
        () => void element.dispatchEvent(new window.Event('load')),
        (error: unknown) => around.report(`frame: ${String(error)}`),
      );
      void around.activity.track(`frame ${element.getAttribute('src')}`, shown);
    },
  };
}

type FrameListener = (message: { data: unknown; source: unknown }) => void;
