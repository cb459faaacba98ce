import type { Context } from '@shopify/web-pixels-extension';
import type { PageSetup } from '../pixel/page-setup';
import { pixelPrivacy, type CustomerPrivacy } from './customer-privacy';
import { describeContext } from './describe-context';
import type { FollowedClock } from './follow-clock';
import { openSandbox, type Sandbox } from './open-sandbox';

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
 * Runs the connected pixel in its sandbox as soon as the visitor allows all that its toml declares. Events of this page that happen
 * before wait and are told then; a page that is left before loses them.
 */
export function startPixelManager(setup: PageSetup, privacy: CustomerPrivacy, clock: FollowedClock) {
  const waiting: Envelope[] = [];
  let sandbox: Sandbox | undefined;
  let seq = 0;

  const tell = (event: Envelope): void => {
    if (sandbox) sandbox.post({ type: 'event', event });
    else waiting.push(event);
  };
  const loadIfAllowed = (): void => {
    // The frame needs a body to stand in: what is allowed before there is one is looked at again then.
    if (sandbox || !document.body || !setup.pixel || !isPermitted(setup.pixel.privacy, privacy)) return;
    sandbox = startPixel(setup, setup.pixel, privacy, clock);
    waiting.splice(0).forEach(tell);
  };

  document.addEventListener('visitorConsentCollected', () => {
    sandbox?.post({ type: 'consent', customerPrivacy: pixelPrivacy(privacy) });
    loadIfAllowed();
  });
  clock.onMove(() => sandbox?.post({ type: 'clock', offsetMs: clock.offsetMs() }));
  document.addEventListener('DOMContentLoaded', loadIfAllowed);

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

function startPixel(
  { shop, cart, customer }: PageSetup,
  { frame, settings }: NonNullable<PageSetup['pixel']>,
  privacy: CustomerPrivacy,
  clock: FollowedClock,
): Sandbox {
  const sandbox = openSandbox(frame);
  sandbox.post({
    type: 'start',
    settings,
    clockOffsetMs: clock.offsetMs(),
    init: {
      context: describeContext(),
      data: { customer, cart, shop, purchasingCompany: null },
      customerPrivacy: pixelPrivacy(privacy),
    },
  });
  return sandbox;
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
