import type { StoreCheckout, StoreCustomer } from '../../store';
import { findCart } from './carts';
import { changeConsent, createCustomer, isEmailAddress } from './customers';
import type { StoreEvent } from './events';
import { StoreRefusal } from './refusal';
import { found, type LiveState } from './state';

export function createCheckout(state: LiveState, cartToken: string): StoreCheckout {
  const { cart } = findCart(state, cartToken);
  if (cart.lines.length === 0)
    throw new StoreRefusal('empty-cart', `Cart ${cart.token} is empty; add a product first.`);
  const at = state.clock.now().toISOString();
  const checkout: StoreCheckout = {
    token: state.random.hex(32),
    cartToken: cart.token,
    createdAt: at,
    updatedAt: at,
    completedAt: null,
    email: null,
    customerId: null,
    acceptsMarketing: false,
    attributes: { ...cart.attributes },
    lines: cart.lines.map((line) => ({ ...line })),
  };
  state.checkouts.set(checkout.token, checkout);
  state.checkoutIds.set(checkout.token, state.nextId('AbandonedCheckout'));
  if (state.checkoutCreateFires === 'start') state.act((tell) => announce(state, checkout, tell));
  return checkout;
}

/** `checkouts/create` the first time, `checkouts/update` from then on. */
function announce(state: LiveState, checkout: StoreCheckout, tell: (event: StoreEvent) => void): void {
  const isKnown = state.announcedCheckouts.has(checkout.token);
  state.announcedCheckouts.add(checkout.token);
  tell({ topic: isKnown ? 'checkouts/update' : 'checkouts/create', checkout });
}

export interface Contact {
  email: string;
  acceptsMarketing: boolean;
  firstName?: string;
  lastName?: string;
}

export function submitContact(state: LiveState, token: string, contact: Contact): StoreCheckout {
  const checkout = openCheckout(state, token);
  const email = contact.email.trim();
  if (!isEmailAddress(email)) {
    throw new StoreRefusal(
      'invalid',
      `The contact's email "${contact.email}" is not an address; give one such as a@example.com.`,
    );
  }
  return state.act((tell, now) => {
    const customer = customerFor(state, { ...contact, email }, tell);
    Object.assign(checkout, {
      email,
      customerId: customer.id,
      acceptsMarketing: contact.acceptsMarketing,
      updatedAt: now,
    });
    announce(state, checkout, tell);
    // A box left empty never withdraws a consent given before.
    if (contact.acceptsMarketing)
      changeConsent(customer, { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', at: now }, tell);
    return checkout;
  });
}

function customerFor(state: LiveState, contact: Contact, tell: (event: StoreEvent) => void): StoreCustomer {
  const known = state.customersByEmail.get(contact.email.toLowerCase());
  return known ?? createCustomer(state, contact, tell);
}

export function deleteCheckout(state: LiveState, token: string): void {
  const checkout = openCheckout(state, token);
  state.act((tell) => {
    state.checkouts.delete(token);
    tell({ topic: 'checkouts/delete', checkout });
  });
}

/** The checkout, refused when it has been paid already. */
export function openCheckout(state: LiveState, token: string): StoreCheckout {
  const checkout = found(state.checkouts.get(token), `checkout ${token}`);
  if (checkout.completedAt) {
    throw new StoreRefusal(
      'already-completed',
      `Checkout ${token} was completed at ${checkout.completedAt}; start another.`,
    );
  }
  return checkout;
}
