import type { TestWorld } from './test-world';

/** One story that makes every topic. What was told stands at the world's receiver; at its end the app is gone. */
export async function tellEveryTopic(world: TestWorld): Promise<void> {
  for (const step of [buyAndRegret, leaveACheckout, keepTheBooks, runABulkOperation, endTheInstallation])
    await step(world);
}

/** Deliveries of one step are under way together; waiting between steps keeps the order in which the tests speak of them. */
async function buyAndRegret({ store, standIn, data }: TestWorld) {
  const cart = store.createCart();
  store.setCartLines(cart.token, [{ variantId: data.products[0]!.variants[0]!.id, quantity: 10 }]);
  store.setCartAttributes(cart.token, { _kindred_visitor: 'visitor-1' });
  const checkout = store.createCheckout(cart.token);
  const contact = { email: 'new@example.org', firstName: 'Nina', lastName: 'New', acceptsMarketing: true };
  store.submitContact(checkout.token, contact);
  const order = store.completeCheckout(checkout.token);
  await standIn.settled();
  const line = order.lines[0]!.id;
  store.refundOrder(order.id, { lines: [{ lineId: line, quantity: 2 }] });
  await standIn.settled();
  store.editOrderLine(order.id, line, 9);
  store.cancelOrder(order.id);
  await standIn.settled();
  store.deleteOrder(order.id);
  const again = store.createCart();
  store.setCartLines(again.token, [{ variantId: data.products[0]!.variants[0]!.id, quantity: 1 }]);
  const sent = store.createCheckout(again.token);
  store.submitContact(sent.token, contact);
  store.fulfillOrder(store.completeCheckout(sent.token).id);
  await standIn.settled();
}

async function leaveACheckout({ store, standIn, data }: TestWorld) {
  const cart = store.createCart();
  store.setCartLines(cart.token, [{ variantId: data.products[1]!.variants[0]!.id, quantity: 1 }]);
  const checkout = store.createCheckout(cart.token);
  store.submitContact(checkout.token, { email: 'person1@example.com', acceptsMarketing: false });
  store.deleteCheckout(checkout.token);
  await standIn.settled();
}

async function keepTheBooks({ store, standIn, data }: TestWorld) {
  store.updateCustomer('gid://shopify/Customer/3001', { firstName: 'Renamed', tags: ['b2b'] });
  store.mergeCustomers('gid://shopify/Customer/3002', 'gid://shopify/Customer/3003');
  const { id: _id, createdAt: _c, updatedAt: _u, ...like } = data.products[1]!;
  store.deleteProduct(store.createProduct({ ...like, handle: 'passing' }).id);
  const [, variant] = data.products[0]!.variants;
  store.setTracked(variant!.id, false);
  store.setTracked(variant!.id, true);
  store.setStocked(variant!.id, false);
  store.setStocked(variant!.id, true);
  store.updateCollection('gid://shopify/Collection/501', { title: 'Lights' });
  store.deleteCollection(store.createCollection({ handle: 'passing', title: 'Passing' }).id);
  store.updateShop({ name: 'Renamed Shop' });
  await standIn.settled();
}

async function runABulkOperation({ read, standIn }: TestWorld) {
  const query = '{ products { edges { node { id } } } }';
  await read('mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } } }', { query });
  await standIn.settled();
}

async function endTheInstallation({ standIn, clock }: TestWorld) {
  standIn.compliance.requestData('gid://shopify/Customer/3001');
  standIn.compliance.redactCustomer('gid://shopify/Customer/3001');
  standIn.installation.setScopes(['read_orders']);
  standIn.installation.uninstall();
  await clock.advance(48 * 3_600_000);
  await standIn.settled();
}
