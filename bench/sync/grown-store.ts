import { generateStore } from '../../devstore/store-data';
import type { StoreCustomer, StoreData, StoreOrder } from '../../devstore/store';

const gid = (kind: string, number: number) => `gid://shopify/${kind}/${number}`;
const FIRST = 7_000_000_000;

/** A generated shop's catalogue, and its people and orders over and over again until there are as many as are asked for: four orders a person. */
export function grownStore(orders: number, { seed, domain }: { seed: number; domain: string }): StoreData {
  const base = generateStore({ seed, customers: 400, products: 300 });
  const people = Math.max(1, Math.ceil(orders / 4));
  const customers = Array.from({ length: people }, (_, index) => person(pick(base.customers, index), index));
  return {
    ...base,
    shop: { ...base.shop, domain },
    customers,
    orders: Array.from({ length: orders }, (_, index) =>
      order(pick(base.orders, index), index, pick(customers, index)),
    ),
    checkouts: [],
  };
}

function pick<T>(list: readonly T[], index: number): T {
  const picked = list[index % list.length];
  if (picked === undefined) throw new Error('the generated shop is empty');
  return picked;
}

const person = (like: StoreCustomer, index: number): StoreCustomer => ({
  ...like,
  id: gid('Customer', FIRST + index),
  email: `person-${index}@example.com`,
  phone: null,
});

const order = (like: StoreOrder, index: number, buyer: StoreCustomer): StoreOrder => ({
  ...like,
  id: gid('Order', FIRST + index),
  name: `#${index + 1}`,
  customerId: buyer.id,
  email: buyer.email,
  cartToken: null,
  checkoutToken: null,
  lines: like.lines.map((line, place) => ({ ...line, id: gid('LineItem', FIRST + index * 32 + place) })),
});
