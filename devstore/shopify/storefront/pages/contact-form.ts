import express, { type Router } from 'express';
import type { LiveStore } from '../../../live-store';
import type { StorefrontOptions } from '../options';

/** The newsletter form of the footer, as every theme has it: `form_type=customer`, `contact[email]`. */
export function createContactForm({ store }: StorefrontOptions): Router {
  const router = express.Router();
  router.post('/contact', (request, response) => {
    const { form_type: type, contact } = request.body as { form_type?: string; contact?: { email?: string } };
    const email = contact?.email?.trim() ?? '';
    const isGiven = type === 'customer' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
    if (isGiven) subscribe(store, email);
    response.redirect(302, `/?customer_posted=${isGiven}#newsletter`);
  });
  return router;
}

function subscribe(store: LiveStore, email: string): void {
  const known = store.data.customers.find((each) => each.email?.toLowerCase() === email.toLowerCase());
  const customer = known ?? store.createCustomer({ email });
  if (customer.emailMarketing.state !== 'SUBSCRIBED') store.setEmailMarketing(customer.id, 'SUBSCRIBED');
}
