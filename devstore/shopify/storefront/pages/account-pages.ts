import express, { type RequestHandler, type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import type { StoreCustomer } from '../../../store';
import { nameOf } from '../account/customer-object';
import { catching } from './catching';
import type { Desk } from './desk';
import { queryText } from './page-call';

/** How many customers the login page names, so that a visitor of the dev store has somebody to be. */
const SUGGESTED = 6;

/** Logging in by the address alone, logging out, and the customer's own page. */
export function createAccountPages(desk: Desk): Router {
  const { customers, renderer, callOf } = desk;
  const router = express.Router();
  router.get('/account/login', loginPage(desk));
  router.post('/account/login', takeLogin(desk));
  router.get('/account/logout', (_request, response) => {
    customers.logOut(response);
    response.redirect(302, '/');
  });
  router.get(
    '/account',
    catching(async (request, response) => {
      if (!customers.find(request)) return response.redirect(302, '/account/login');
      const page = { template: 'account', pageType: 'customers/account', title: 'Account' } as const;
      await renderer.render(callOf(request, response), response, page);
    }),
  );
  return router;
}

function loginPage({ store, renderer, callOf }: Desk): RequestHandler {
  return catching(async (request, response) => {
    const call = callOf(request, response);
    const email = queryText(call.url, 'email');
    await renderer.render(call, response, {
      template: 'login',
      pageType: 'customers/login',
      title: 'Log in',
      objects: {
        login: { email, is_unknown: email !== '', return_to: ownPath(queryText(call.url, 'return_to')) },
        known_customers: latestCustomers(store).map((each) => ({ email: each.email, name: nameOf(each) })),
      },
    });
  });
}

function takeLogin({ store, customers }: Desk): RequestHandler {
  return (request, response) => {
    const fields = request.body as { customer?: { email?: unknown }; return_to?: unknown };
    const email = asText(fields.customer?.email).trim();
    const returnTo = ownPath(asText(fields.return_to));
    const known = store.data.customers.find((each) => email && each.email?.toLowerCase() === email.toLowerCase());
    if (!known) {
      const query = new URLSearchParams({ email, return_to: returnTo });
      return response.redirect(302, `/account/login?${query}`);
    }
    customers.logIn(response, known);
    response.redirect(302, returnTo);
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Somewhere in this shop: an address that leads out of it counts as none. */
function ownPath(asked: string): string {
  return /^\/(?![/\\])/.test(asked) ? asked : '/account';
}

/** Those who ordered last, each once. */
function latestCustomers({ data: { orders, customers } }: LiveStore): StoreCustomer[] {
  const ids = new Set<string>();
  for (let index = orders.length - 1; index >= 0 && ids.size < SUGGESTED; index--) {
    const id = orders[index]?.customerId;
    if (id) ids.add(id);
  }
  const bought = [...ids].flatMap((id) => customers.find((each) => each.id === id && each.email) ?? []);
  return bought.length > 0 ? bought : customers.filter((each) => each.email).slice(0, SUGGESTED);
}
