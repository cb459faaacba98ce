import { createHmac } from 'node:crypto';
import type { Request, Response } from 'express';
import type { StoreCart } from '../../../store';
import type { StorefrontOptions } from '../options';

/** The shopper's cart as their cookie names it. */
export interface CartSession {
  cart: StoreCart;
  /** The secret half of the cookie: without it, a token learnt from a webhook opens no cart. */
  key: string;
}

const COOKIE = 'cart';
const KEY_LENGTH = 32;
const TWO_WEEKS_MS = 14 * 24 * 3600 * 1000;

/** Finds and makes carts by the `cart` cookie, `TOKEN?key=KEY`. A cookie of an unknown cart or with a wrong key counts as none. */
export function createCartSessions({ store, secret }: Pick<StorefrontOptions, 'store' | 'secret'>) {
  const keyOf = (token: string): string =>
    createHmac('sha256', secret).update(`cart ${token}`).digest('hex').slice(0, KEY_LENGTH);

  function find(request: Request): CartSession | undefined {
    const [token, key] = (readCookies(request.headers.cookie)[COOKIE] ?? '').split('?key=');
    const cart = token ? store.cart(token) : undefined;
    return cart && key && keyOf(cart.token) === key ? { cart, key } : undefined;
  }

  function findOrMake(request: Request, response: Response): CartSession {
    const known = find(request);
    if (known) return known;
    const cart = store.createCart();
    return open(response, cart);
  }

  /** Gives this browser the cart, whatever it had before: what a recovery link of an abandoned checkout does. */
  function open(response: Response, cart: StoreCart): CartSession {
    const key = keyOf(cart.token);
    response.cookie(COOKIE, `${cart.token}?key=${key}`, { maxAge: TWO_WEEKS_MS, path: '/', sameSite: 'lax' });
    return { cart, key };
  }

  return { find, findOrMake, open };
}

export type CartSessions = ReturnType<typeof createCartSessions>;

export function readCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())]] : [];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a cookie of someone else's, not percent-encoded
  }
}
