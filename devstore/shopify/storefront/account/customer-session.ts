import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { LiveStore } from '../../../live-store';
import type { StoreCustomer } from '../../../store';
import { readCookies } from '../cart/cart-session';
import { numericId } from '../catalogue/storefront-ids';

const COOKIE = 'customer_session';
const MONTH_MS = 30 * 24 * 3600 * 1000;

export type CustomerSessions = ReturnType<typeof createCustomerSessions>;

/**
 * Who is logged in, by a cookie `NUMBER.SIGNATURE`. What it says becomes Liquid's `customer` and what Shopify vouches for in requests of
 * the app proxy, so that only a signature of `secret` counts. A customer who is gone is nobody.
 */
export function createCustomerSessions(store: LiveStore, secret: string) {
  const sign = (number: string): string =>
    createHmac('sha256', secret).update(`customer ${number}`).digest('base64url');

  function find(request: Request): StoreCustomer | undefined {
    const [number = '', signature = ''] = (readCookies(request.headers.cookie)[COOKIE] ?? '').split('.');
    if (!isSame(signature, sign(number))) return undefined;
    return store.data.customers.find((each) => String(numericId(each.id)) === number);
  }

  return {
    find,
    /** What the app proxy calls the customer; empty when nobody is logged in. */
    numberOf(request: Request): string {
      const customer = find(request);
      return customer ? String(numericId(customer.id)) : '';
    },
    logIn(response: Response, customer: StoreCustomer): void {
      const number = String(numericId(customer.id));
      const value = `${number}.${sign(number)}`;
      response.cookie(COOKIE, value, { maxAge: MONTH_MS, httpOnly: true, path: '/', sameSite: 'lax' });
    },
    logOut(response: Response): void {
      response.clearCookie(COOKIE, { path: '/' });
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
