import type { PageEvent } from '../pixel/page-setup';

/** Liquid's `request.page_type`. */
export type PageType =
  | 'index'
  | 'product'
  | 'collection'
  | 'list-collections'
  | 'search'
  | 'cart'
  | 'policy'
  | 'customers/login'
  | 'customers/account'
  | '404'
  | 'checkout';

/** One page to render. */
export interface Page {
  /** A file of `templates/`, without its ending. */
  template: string;
  pageType: PageType;
  title: string;
  status?: number;
  /** Liquid objects of this page, such as `product`. */
  objects?: object;
  /** Standard events besides `page_viewed`, which every page has. */
  events?: PageEvent[];
  /** What the page is about, for analytics. */
  resource?: { type: 'product' | 'collection'; id: number };
}
