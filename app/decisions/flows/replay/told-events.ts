import type { PastCart, PastOrder, PersonPast, ToldEvent } from './past';

/** An order before it is known which event tells of it. */
export type UntoldOrder = Omit<PastOrder, 'nth'>;

/**
 * Somebody’s events in the order in which they became known, each with the cart it is about by the name that has now: a checkout’s cart may have been
 * named later. And of each order, which of the events tells of it.
 */
export function toldEvents(
  events: readonly Omit<ToldEvent, 'cartToken'>[],
  carts: readonly PastCart[],
  orders: readonly UntoldOrder[],
): Pick<PersonPast, 'events' | 'carts' | 'orders'> {
  const inOrder = [...events].sort((a, b) => a.knownAt - b.knownAt);
  const nameNow = namesNow(carts);
  const ofOrder = new Map(orders.map(({ id, cartToken }) => [id, cartToken]));
  const placed = new Map<unknown, number>();
  const told = inOrder.map((event, nth): ToldEvent => {
    const { cartToken, orderId } = event.properties;
    if (event.type === 'order_placed') placed.set(orderId, nth);
    const token = typeof cartToken === 'string' ? cartToken : tokenOfOrder(event, ofOrder);
    const speaksOfCart = /^(cart|checkout)_updated$|^order_/.test(event.type);
    return { ...event, cartToken: speaksOfCart && token !== null ? nameNow(token) : null };
  });
  return { events: told, carts, orders: orders.map((order) => ({ ...order, nth: placed.get(order.id) ?? null })) };
}

/** The name that the cart has now of which somebody noted a name: a checkout that was told before its cart was named is one by itself. */
export function namesNow(carts: readonly Pick<PastCart, 'token' | 'checkoutToken'>[]): (token: string) => string {
  const names = new Map(carts.flatMap(({ token, checkoutToken }) => (checkoutToken ? [[checkoutToken, token]] : [])));
  for (const { token } of carts) names.set(token, token);
  return (token) => names.get(token) ?? token;
}

function tokenOfOrder({ properties }: Pick<ToldEvent, 'properties'>, ofOrder: ReadonlyMap<string, string | null>) {
  const { orderId } = properties;
  return typeof orderId === 'string' ? (ofOrder.get(orderId) ?? null) : null;
}
