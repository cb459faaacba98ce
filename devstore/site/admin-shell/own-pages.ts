import express, { type Router } from 'express';
import { z } from 'zod';
import type { Html } from '../html';
import type { SiteParts } from '../site-parts';
import type { Show } from './admin-shell';
import { readApp } from './app-status';
import { homePage } from './pages/home-page';
import type { ListQuery } from './pages/list-page';
import { detailPage, type DetailKind } from './pages/store-details';
import { marketingPage } from './pages/marketing-page';
import { customerList, orderList, productList, type Store } from './pages/store-lists';

const listQuery = z.object({ q: z.string().default(''), page: z.coerce.number().int().default(1) });

const LISTS: [at: DetailKind, title: string, list: (store: Store, query: ListQuery) => Html][] = [
  ['orders', 'Orders', orderList],
  ['products', 'Products', productList],
  ['customers', 'Customers', customerList],
];

/** The admin's own pages: lists of the store as it is now. */
export function ownPages({ world }: SiteParts, show: Show): Router {
  const router = express.Router();
  const store = () => world.shopify.store.data;
  router.get('/admin', (_request, response) => response.redirect('/admin/home'));
  router.get('/admin/home', (_request, response) => {
    show(response, { at: 'home', title: 'Home', content: homePage(store(), readApp(), world.clock.now()) });
  });
  router.get('/admin/marketing', (request, response) => {
    const { q = '', page = 1 } = listQuery.safeParse(request.query).data ?? {};
    const content = marketingPage(world.shopify.marketing.all(), store().shop, { search: q, page });
    show(response, { at: 'marketing', title: 'Marketing', content });
  });
  for (const [at, title, list] of LISTS) {
    router.get(`/admin/${at}`, (request, response) => {
      const { q = '', page = 1 } = listQuery.safeParse(request.query).data ?? {};
      show(response, { at, title, content: list(store(), { search: q, page }) });
    });
    router.get(`/admin/${at}/:id`, (request, response) => {
      show(response, { at, title, content: detailPage(at, request.params.id, store()) });
    });
  }
  return router;
}
