import type { Request, Response } from 'express';
import type { StoreCustomer } from '../../../store';
import type { CustomerSessions } from '../account/customer-session';
import { readCookies, type CartSession, type CartSessions } from '../cart/cart-session';
import type { StorefrontOptions } from '../options';
import type { ThemeState } from '../theme/theme-store';

const CLIENT_COOKIE = '_shopify_client';
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** The parameter by which a theme editor's preview says which draft it shows. */
export const EDITOR_PARAM = '_editor';

/** Who asks for a page, as far as cookies tell, and the theme they see. */
export interface Visitor {
  session: CartSession | undefined;
  customer: StoreCustomer | undefined;
  /** Shopify's id of this browser, made at its first page. */
  clientId: string;
  theme: ThemeState;
  /** True in a theme editor's preview. */
  isDesigning: boolean;
}

export interface Sessions {
  carts: CartSessions;
  customers: CustomerSessions;
}

export function readVisitor(
  { random, theme }: StorefrontOptions,
  { carts, customers }: Sessions,
  request: Request,
  response: Response,
): Visitor {
  const id = request.query[EDITOR_PARAM];
  const draft = typeof id === 'string' ? theme.draft(id) : undefined;
  return {
    session: carts.find(request),
    customer: customers.find(request),
    clientId: readCookies(request.headers.cookie)[CLIENT_COOKIE] ?? giveClientId(random, response),
    theme: draft ?? theme.get(),
    isDesigning: draft !== undefined,
  };
}

function giveClientId(random: StorefrontOptions['random'], response: Response): string {
  const hex = random.hex(32);
  const clientId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  response.cookie(CLIENT_COOKIE, clientId, { maxAge: YEAR_MS, httpOnly: true, sameSite: 'lax' });
  return clientId;
}
