import type { RequestHandler } from 'express';
import type { Env } from '~/platform/env.server';

/** The pages that Shopify's admin frames; everything else (an unsubscribe page, an error, a file) is framed by nobody. */
const FRAMED = /^\/(app|auth)(\/|$)/;
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Says on every answer who may show it in a frame: that shop's own admin, and nobody where the address names no shop. On the dev store it is the
 * stand-in's origin in place of Shopify's. The one place that decides; what Shopify's package would say is taken off (see `withoutFrameAncestors`).
 */
export function frameAncestors(env: Pick<Env, 'ADMIN_STANDIN_URL'>): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', `frame-ancestors ${ancestorsOf(request.originalUrl, env)}`);
    next();
  };
}

function ancestorsOf(address: string, env: Pick<Env, 'ADMIN_STANDIN_URL'>): string {
  const end = `${address}?`.indexOf('?');
  const shop = new URLSearchParams(address.slice(end)).get('shop') ?? '';
  if (!FRAMED.test(address.slice(0, end)) || !SHOP_DOMAIN.test(shop)) return `'none'`;
  if (env.ADMIN_STANDIN_URL) return new URL(env.ADMIN_STANDIN_URL).origin;
  return `https://${shop} https://admin.shopify.com`;
}

/** Takes off what Shopify's package says: with two policies only what both allow is allowed, and its own names hosts that are none of ours. */
export function withoutFrameAncestors(headers: Headers): Headers {
  headers.delete('Content-Security-Policy');
  return headers;
}
