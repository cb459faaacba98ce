import type { ExtensionApi } from '@shopify/web-pixels-extension';
import { cartTokenOf, describeEvent, namesPerson, tokenOf, type TrackedEvent } from './describe-event';
import { createHandOver } from './hand-over';
import { createHistory } from './history';
import { becomeKnown, forgetKnown } from './known';
import { forgetPause } from './pause';
import { forgetVisitor } from './visitor';
import { TRACKED_EVENTS } from './wire';

type Consent = ExtensionApi['init']['customerPrivacy'];

/**
 * Keeps the shopper's standard events in the browser while analytics and marketing are allowed, and hands them to the app once the shop knows
 * the person; nothing is kept or sent at any other time.
 */
export function startPixel(api: ExtensionApi): void {
  const endpoint = readEndpoint(api.settings);
  if (!endpoint) return;
  const storage = api.browser.localStorage;
  const history = createHistory(storage);
  const handOver = createHandOver({ history, storage, endpoint, shop: api.init.data.shop.myshopifyDomain });
  let mayTrack = isAllowed(api.init.customerPrivacy);
  let cartToken = tokenOf(api.init.data.cart?.id);

  const begin = (): void => {
    void history.prune();
    if (api.init.data.customer) becomeKnown(storage);
    handOver.soon();
  };
  const end = (): void => {
    handOver.stop();
    for (const forget of [forgetVisitor, forgetKnown, forgetPause]) void forget(storage);
    void history.forget();
  };
  api.customerPrivacy.subscribe('visitorConsentCollected', ({ customerPrivacy }) => {
    const mayTrackNow = isAllowed(customerPrivacy);
    if (mayTrackNow === mayTrack) return;
    mayTrack = mayTrackNow;
    if (mayTrack) begin();
    else end();
  });
  const track = (event: TrackedEvent): void => {
    cartToken = cartTokenOf(event) ?? cartToken;
    if (!mayTrack) return;
    if (namesPerson(event)) becomeKnown(storage);
    const described = describeEvent(event, cartToken);
    if (described) history.add(described);
    handOver.soon();
  };
  for (const name of TRACKED_EVENTS) api.analytics.subscribe(name, track);
  if (mayTrack) begin();
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
