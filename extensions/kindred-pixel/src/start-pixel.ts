import type { ExtensionApi } from '@shopify/web-pixels-extension';
import { cartTokenOf, describeEvent, tokenOf, type TrackedEvent } from './describe-event';
import { splitBatches } from './split-batches';
import { forgetVisitor, rememberVisitor } from './visitor';
import { TRACKED_EVENTS, type WireEvent } from './wire';

type Consent = ExtensionApi['init']['customerPrivacy'];

/** Sends the shopper's standard events to the app while analytics and marketing are allowed, and nothing at any other time. */
export function startPixel(api: ExtensionApi): void {
  const endpoint = readEndpoint(api.settings);
  if (!endpoint) return;
  const outbox = createOutbox(api, endpoint);
  let mayTrack = isAllowed(api.init.customerPrivacy);
  let cartToken = tokenOf(api.init.data.cart?.id);

  api.customerPrivacy.subscribe('visitorConsentCollected', ({ customerPrivacy }) => {
    mayTrack = isAllowed(customerPrivacy);
    if (!mayTrack) outbox.forget();
  });
  const track = (event: TrackedEvent): void => {
    cartToken = cartTokenOf(event) ?? cartToken;
    const described = mayTrack && describeEvent(event, cartToken);
    if (described) outbox.add(described);
  };
  for (const name of TRACKED_EVENTS) api.analytics.subscribe(name, track);
}

/** Collects the events of one turn, so that a page's first events travel together; a pixel is not told when its page goes. */
function createOutbox(api: ExtensionApi, endpoint: string): { add(event: WireEvent): void; forget(): void } {
  const shop = api.init.data.shop.myshopifyDomain;
  const storage = api.browser.localStorage;
  let waiting: WireEvent[] = [];
  let isScheduled = false;
  let generation = 0;

  async function flush(): Promise<void> {
    isScheduled = false;
    if (waiting.length === 0) return;
    const startedIn = generation;
    const visitorId = await rememberVisitor(storage);
    // Consent may have gone while the storage was read: then what was just stored goes too, and nothing leaves.
    if (generation !== startedIn) return forgetVisitor(storage);
    const events = waiting;
    waiting = [];
    const sentAt = new Date().toISOString();
    for (const body of splitBatches({ v: 1, shop, source: 'pixel', visitorId, sentAt }, events)) {
      post(api, endpoint, body);
    }
  }

  return {
    add(event) {
      waiting.push(event);
      if (isScheduled) return;
      isScheduled = true;
      setTimeout(flush, 0);
    },
    forget() {
      generation += 1;
      waiting = [];
      void forgetVisitor(storage);
    },
  };
}

/** The answer is not read, hence `no-cors`: plain text needs no preflight. What fails is handed to the page as a beacon, once. */
function post(api: ExtensionApi, endpoint: string, body: string): void {
  fetch(endpoint, { method: 'POST', mode: 'no-cors', credentials: 'omit', keepalive: true, body }).catch(() =>
    api.browser.sendBeacon(endpoint, body).catch(() => false),
  );
}

function isAllowed(consent: Consent): boolean {
  return consent.analyticsProcessingAllowed && consent.marketingAllowed;
}

function readEndpoint(settings: ExtensionApi['settings']): string | undefined {
  const endpoint: unknown = settings.endpoint;
  if (typeof endpoint === 'string' && /^https?:\/\/\S+$/.test(endpoint)) return endpoint;
  console.warn(
    'Kindred pixel: the setting "endpoint" must be the http(s) URL of the app; reconnect the pixel in the app.',
  );
  return undefined;
}
