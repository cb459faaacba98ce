import type { Context } from '@shopify/web-pixels-extension';
import type { PageSetup } from '../pixel/page-setup';
import { pixelPrivacy, type CustomerPrivacy } from './customer-privacy';
import { answerCall } from './page-calls';
import type { FromWorker, ToWorker } from './worker-protocol';

/** An event as pixels get it. */
interface Envelope {
  id: string;
  clientId: string;
  name: string;
  type: 'standard' | 'custom';
  seq: number;
  timestamp: string;
  context: Context;
  data?: unknown;
  customData?: unknown;
}

/**
 * Runs the connected pixel in a worker as soon as the visitor allows all that its toml declares. Events of this page that happen
 * before wait and are told then; a page that is left before loses them.
 */
export function startPixelManager(setup: PageSetup, privacy: CustomerPrivacy) {
  const waiting: Envelope[] = [];
  let worker: Worker | undefined;
  let seq = 0;

  const post = (message: ToWorker): void => worker?.postMessage(message);
  const tell = (event: Envelope): void => {
    if (worker) post({ type: 'event', event });
    else waiting.push(event);
  };
  const loadIfAllowed = (): void => {
    if (worker || !setup.pixel || !isPermitted(setup.pixel.privacy, privacy)) return;
    worker = startWorker(setup, setup.pixel, privacy);
    waiting.splice(0).forEach(tell);
  };

  document.addEventListener('visitorConsentCollected', () => {
    post({ type: 'consent', customerPrivacy: pixelPrivacy(privacy) });
    loadIfAllowed();
  });
  loadIfAllowed();

  return {
    publish(name: string, data: unknown): void {
      seq += 1;
      tell({ ...envelope(setup, seq), name, type: 'standard', data });
    },
    publishCustom(name: string, customData: unknown): void {
      seq += 1;
      tell({ ...envelope(setup, seq), name, type: 'custom', customData: customData ?? null });
    },
  };
}

function startWorker(setup: PageSetup, pixel: NonNullable<PageSetup['pixel']>, privacy: CustomerPrivacy): Worker {
  const worker = new Worker(pixel.script);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    answerCall(data).then(
      (value) => worker.postMessage({ type: 'answer', call: data.call, value } satisfies ToWorker),
      (error: unknown) =>
        worker.postMessage({ type: 'answer', call: data.call, error: String(error) } satisfies ToWorker),
    );
  };
  worker.postMessage({
    type: 'start',
    settings: pixel.settings,
    clockOffsetMs: setup.clockOffsetMs,
    init: {
      context: describeContext(),
      data: { customer: null, cart: setup.cart, shop: setup.shop, purchasingCompany: null },
      customerPrivacy: pixelPrivacy(privacy),
    },
  } satisfies ToWorker);
  return worker;
}

function isPermitted(needs: NonNullable<PageSetup['pixel']>['privacy'], privacy: CustomerPrivacy): boolean {
  const allowed = pixelPrivacy(privacy);
  return (
    (!needs.analytics || allowed.analyticsProcessingAllowed) &&
    (!needs.marketing || allowed.marketingAllowed) &&
    (!needs.preferences || allowed.preferencesProcessingAllowed) &&
    (needs.sale_of_data !== 'enabled' || allowed.saleOfDataAllowed)
  );
}

function envelope(setup: PageSetup, seq: number) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  const id = `sh-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { id, clientId: setup.clientId, seq, timestamp: new Date().toISOString(), context: describeContext() };
}

/** Plain copies: what crosses to a worker must be data. */
function describeContext(): Context {
  const { hash, host, hostname, href, origin, pathname, port, protocol, search } = window.location;
  const location = { hash, host, hostname, href, origin, pathname, port, protocol, search };
  const { innerHeight, innerWidth, outerHeight, outerWidth, screenX, screenY, scrollX, scrollY } = window;
  return {
    document: { location, referrer: document.referrer, title: document.title, characterSet: document.characterSet },
    navigator: {
      language: navigator.language,
      languages: [...navigator.languages],
      userAgent: navigator.userAgent,
      cookieEnabled: navigator.cookieEnabled,
    },
    window: {
      ...{ innerHeight, innerWidth, outerHeight, outerWidth, screenX, screenY, scrollX, scrollY },
      location,
      origin,
      pageXOffset: scrollX,
      pageYOffset: scrollY,
      screen: { height: window.screen.height, width: window.screen.width },
    },
  };
}
