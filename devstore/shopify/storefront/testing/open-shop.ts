import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createWorldClock } from '../../../world-clock';
import { seededRandom } from '../../../store-data/seeded-random';
import { createLiveStore } from '../../live-store/live-store';
import type { StoreEvent } from '../../live-store/events';
import { createState } from '../../live-store/state';
import { createStorefront, loadExtensions, type StorefrontExtensions, type StorefrontOptions } from '../storefront';
import { forgetfulFile } from '../../../kept/kept-file';
import { createThemeStore, withEmbeds, type ThemeStore } from '../theme/theme-store';
import { smallStore } from './small-store';

const dir = (name: string) => fileURLToPath(new URL(`../../../../extensions/${name}`, import.meta.url));

let extensions: Promise<StorefrontExtensions> | undefined;

/** The shipped extensions, built once. */
export function shippedExtensions(): Promise<StorefrontExtensions> {
  extensions ??= loadExtensions({ themeDir: dir('kindred-theme'), pixelDir: dir('kindred-pixel') });
  return extensions;
}

/** A request the storefront's app proxy or the pixel's endpoint received, with what shows where it came from. */
export interface Received {
  path: string;
  method: string;
  contentType: string | undefined;
  origin: string | undefined;
  userAgent: string | undefined;
  /** Whom the app proxy says is logged in; empty: nobody. */
  customerId: string;
  body: string;
}

/** A theme with the app's embeds switched on or off. */
export async function themeWith({ embeds }: { embeds: boolean }): Promise<ThemeStore> {
  const { theme } = await shippedExtensions();
  const store = createThemeStore(theme, forgetfulFile());
  store.set(withEmbeds({ blocks: {} }, theme, embeds));
  return store;
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>;

/**
 * The small store with its storefront on a port of its own, and an app beside it that takes and keeps whatever it is sent.
 * Business time starts when the store's data ends.
 */
export async function openShop(changes: Partial<StorefrontOptions> = {}) {
  const clock = createWorldClock();
  const data = smallStore();
  await clock.moveTo(new Date(data.endsAt));
  const told: StoreEvent[] = [];
  const store = createLiveStore(
    createState({ data, clock, random: seededRandom(1, 'store'), tell: (event) => told.push(structuredClone(event)) }),
  );
  const received: Received[] = [];
  const visits: unknown[] = [];
  const app = await listen(receiver(received));
  const options: StorefrontOptions = {
    store,
    clock,
    shopDomain: data.shop.domain,
    random: seededRandom(1, 'storefront'),
    secret: 'of the test',
    extensions: await shippedExtensions(),
    appProxy: (loggedInCustomerId) => receiver(received, loggedInCustomerId),
    theme: await themeWith({ embeds: true }),
    pixelSettings: () => ({ endpoint: `${app.url}/ingest/storefront` }),
    images: (handle, format, variant) => `${format} of ${handle}${variant ? ` ${variant}` : ''}`,
    onVisitor: (visit) => visits.push(visit),
    ...changes,
  };
  const site = await listen(express().use(createStorefront(options)));
  return {
    url: site.url,
    appUrl: app.url,
    store,
    clock,
    /** What the store told, as webhooks are made from it. */
    told,
    received,
    visits,
    close: async () => {
      await Promise.all([site.close(), app.close()]);
    },
  };
}

function receiver(
  received: Received[],
  customerIdOf: (request: express.Request) => string = () => '',
): express.RequestHandler {
  const read = express.text({ type: () => true, limit: '1mb' });
  return (request, response, next) =>
    read(request, response, (error?: unknown) => {
      if (error) return next(error);
      received.push({
        path: request.path,
        method: request.method,
        contentType: request.headers['content-type'],
        origin: request.headers.origin,
        userAgent: request.headers['user-agent'],
        customerId: customerIdOf(request),
        body: String(request.body),
      });
      response.set('Access-Control-Allow-Origin', '*').sendStatus(202);
    });
}

async function listen(handler: express.RequestHandler) {
  const server = express().use(handler).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
