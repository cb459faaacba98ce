import { Html } from '../html';

/** Line drawings on a field of 20 × 20. */
const PATHS = {
  home: 'M3.5 9 10 3.5 16.5 9M5 8v8h3.5v-4.5h3V16H15V8',
  orders: 'M4 11.5 5.5 4h9L16 11.5V16H4zM4 11.5h3.5l1 2h3l1-2H16',
  products: 'M10.5 3.5H16V9l-7 7.5L3.5 11zM13 6.6v.1',
  customers: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 16.5c.4-3 2.8-4.5 6-4.5s5.6 1.5 6 4.5',
  marketing: 'M4 8.5v3.5h2.5l6 3.5V5L6.5 8.5zM15 8.5c1 .8 1 2.7 0 3.5M7 12v4h2v-2.8',
  store: 'M3.5 8 5 4h10l1.5 4M4.5 8v8h11V8M3.5 8c.5 2 3.5 2 4.3 0 .8 2 3.6 2 4.4 0 .8 2 3.8 2 4.3 0',
  view: 'M2.5 10c1.7-3.2 4.3-4.8 7.5-4.8s5.8 1.6 7.5 4.8c-1.7 3.2-4.3 4.8-7.5 4.8S4.2 13.2 2.5 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  search: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.7 12.7 16.5 16.5',
} as const;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): Html =>
  new Html(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`,
  );
