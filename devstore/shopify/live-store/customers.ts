import type { EmailMarketingState, StoreCustomer } from '../../store';
import type { CustomerChanges } from './contract';
import type { StoreEvent } from './events';
import { StoreRefusal } from './refusal';
import { addTo, found, type LiveState } from './state';

type Tell = (event: StoreEvent) => void;

/** A plausible address, as Shopify's `validFormat` means it: one @, a dot in the domain, no white space. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text);
}

interface NewCustomer {
  email: string;
  firstName?: string;
  lastName?: string;
  locale?: string;
}

export function createCustomer(state: LiveState, input: NewCustomer, tell: Tell): StoreCustomer {
  const email = input.email.trim();
  if (!isEmailAddress(email)) {
    throw new StoreRefusal(
      'invalid',
      `The customer's email "${input.email}" is not an address; give one such as a@example.com.`,
    );
  }
  if (state.customersByEmail.has(email.toLowerCase())) {
    throw new StoreRefusal('taken', `Email has already been taken: a customer with ${email} exists.`);
  }
  const customer = blankCustomer(state, { ...input, email });
  state.data.customers.push(customer);
  state.customers.set(customer.id, customer);
  state.customersByEmail.set(email.toLowerCase(), customer);
  tell({ topic: 'customers/create', customer });
  return customer;
}

function blankCustomer(state: LiveState, input: NewCustomer): StoreCustomer {
  const at = state.clock.now().toISOString();
  return {
    id: state.nextId('Customer'),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    email: input.email,
    phone: null,
    locale: input.locale ?? state.data.shop.primaryLocale,
    createdAt: at,
    updatedAt: at,
    tags: [],
    note: null,
    address: null,
    emailMarketing: { state: 'NOT_SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: null },
  };
}

export interface ConsentChange {
  state: EmailMarketingState;
  optInLevel: StoreCustomer['emailMarketing']['optInLevel'];
  /** When the consent was given or withdrawn. */
  at: string;
}

/** Repeating the present state changes and tells nothing. */
export function changeConsent(customer: StoreCustomer, change: ConsentChange, tell: Tell): void {
  const before = customer.emailMarketing;
  if (before.state === change.state && before.optInLevel === change.optInLevel) return;
  customer.emailMarketing = { state: change.state, optInLevel: change.optInLevel, updatedAt: change.at };
  tell({ topic: 'customers_email_marketing_consent/update', customer });
}

export function setEmailMarketing(state: LiveState, customerId: string, marketing: EmailMarketingState): void {
  const customer = found(state.customers.get(customerId), `customer ${customerId}`);
  if (customer.emailMarketing.state === marketing) return;
  const optInLevel =
    marketing === 'PENDING' ? 'CONFIRMED_OPT_IN' : (customer.emailMarketing.optInLevel ?? 'SINGLE_OPT_IN');
  recordConsent(state, customerId, { state: marketing, optInLevel });
}

export function recordConsent(
  state: LiveState,
  customerId: string,
  change: Omit<ConsentChange, 'at'> & { at?: string },
): void {
  const customer = found(state.customers.get(customerId), `customer ${customerId}`);
  const { state: before, optInLevel } = customer.emailMarketing;
  if (before === change.state && optInLevel === change.optInLevel) return;
  state.act((tell, now) => {
    changeConsent(customer, { ...change, at: change.at ?? now }, tell);
    customer.updatedAt = now;
    tell({ topic: 'customers/update', customer });
  });
}

export function updateCustomer(state: LiveState, customerId: string, changes: CustomerChanges): StoreCustomer {
  const customer = found(state.customers.get(customerId), `customer ${customerId}`);
  return state.act((tell, now) => {
    if (changes.email !== undefined) moveEmail(state, customer, changes.email);
    const { tags, email: _moved, ...plain } = changes;
    Object.assign(customer, plain, { updatedAt: now });
    tell({ topic: 'customers/update', customer });
    if (tags) replaceTags(customer, tags, tell);
    return customer;
  });
}

function moveEmail(state: LiveState, customer: StoreCustomer, email: string): void {
  if (!isEmailAddress(email)) throw new StoreRefusal('invalid', `The customer's email "${email}" is not an address.`);
  const owner = state.customersByEmail.get(email.toLowerCase());
  if (owner && owner !== customer) throw new StoreRefusal('taken', `Email has already been taken: ${email}.`);
  if (customer.email) state.customersByEmail.delete(customer.email.toLowerCase());
  state.customersByEmail.set(email.toLowerCase(), customer);
  customer.email = email;
}

function replaceTags(customer: StoreCustomer, tags: string[], tell: Tell): void {
  const added = tags.filter((tag) => !customer.tags.includes(tag));
  const removed = customer.tags.filter((tag) => !tags.includes(tag));
  customer.tags = [...tags];
  if (added.length > 0) tell({ topic: 'customer.tags_added', customer, tags: added });
  if (removed.length > 0) tell({ topic: 'customer.tags_removed', customer, tags: removed });
}

export function deleteCustomer(state: LiveState, customerId: string): void {
  const customer = found(state.customers.get(customerId), `customer ${customerId}`);
  if ((state.ordersByCustomer.get(customerId) ?? []).length > 0) {
    throw new StoreRefusal(
      'invalid',
      `Customer ${customerId} has orders and cannot be deleted; ask for erasure instead.`,
    );
  }
  state.act((tell) => {
    forgetCustomer(state, customer);
    tell({ topic: 'customers/delete', customer });
  });
}

export function mergeCustomers(state: LiveState, keptId: string, removedId: string): StoreCustomer {
  const kept = found(state.customers.get(keptId), `customer ${keptId}`);
  const removed = found(state.customers.get(removedId), `customer ${removedId}`);
  if (kept === removed) throw new StoreRefusal('invalid', `Customer ${keptId} cannot be merged with itself.`);
  return state.act((tell, now) => {
    for (const order of state.ordersByCustomer.get(removedId) ?? []) {
      order.customerId = keptId;
      addTo(state.ordersByCustomer, keptId, order);
    }
    state.ordersByCustomer.delete(removedId);
    kept.tags = [...new Set([...kept.tags, ...removed.tags])];
    kept.updatedAt = now;
    forgetCustomer(state, removed);
    tell({ topic: 'customers/merge', kept, removed });
    tell({ topic: 'customers/update', customer: kept });
    tell({ topic: 'customers/delete', customer: removed });
    return kept;
  });
}

function forgetCustomer(state: LiveState, customer: StoreCustomer): void {
  state.customers.delete(customer.id);
  if (customer.email) state.customersByEmail.delete(customer.email.toLowerCase());
  state.data.customers.splice(state.data.customers.indexOf(customer), 1);
}
