import express, { type Request, type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import type { StoreCheckout } from '../../../store';
import { readCookies } from './cart-session';

const COOKIE = 'discount_code';

/**
 * `/discount/CODE?redirect=/products/…`: the code waits in a cookie until checkout begins, whatever it is worth, and the visitor is led on, to a page of this
 * shop only. Where the parameter says no such page, that is the first. What else the address says goes along.
 */
export function createDiscountLinks(): Router {
  const router = express.Router();
  router.get('/discount/:code', (request, response) => {
    response.cookie(COOKIE, request.params.code, { path: '/', sameSite: 'lax' });
    const { redirect, ...others } = request.query as Record<string, string | undefined>;
    const page = new URL(isOwnPath(redirect) ? redirect : '/', HERE);
    for (const [name, value] of Object.entries(others)) if (value !== undefined) page.searchParams.set(name, value);
    response.redirect(302, `${page.pathname}${page.search}${page.hash}`);
  });
  return router;
}

const HERE = 'http://shop';

const isOwnPath = (text: unknown): text is string =>
  typeof text === 'string' &&
  /^\/(?![/\\])/.test(text) &&
  URL.canParse(text, HERE) &&
  new URL(text, HERE).origin === HERE;

/** Puts the code that the address names, as a cart permalink can, or else the visitor's waiting one into a checkout that has none. One that does not fit says nothing here: the field at the payment step would. */
export function applyWaitingCode(store: LiveStore, request: Request, checkout: StoreCheckout): StoreCheckout {
  const { discount } = request.query;
  const code = typeof discount === 'string' ? discount : readCookies(request.headers.cookie)[COOKIE];
  return applyQuietly(store, checkout, code);
}

/** The code that the link to a checkout names, which was left before. */
export function applyNamedCode(store: LiveStore, { query }: Request, checkout: StoreCheckout): StoreCheckout {
  return applyQuietly(store, checkout, typeof query.discount === 'string' ? query.discount : undefined);
}

function applyQuietly(store: LiveStore, checkout: StoreCheckout, code: string | undefined): StoreCheckout {
  if (!code || checkout.discountCode || checkout.completedAt) return checkout;
  try {
    return store.applyDiscountCode(checkout.token, code);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return checkout;
    throw error;
  }
}
