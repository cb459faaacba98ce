import { submitForm } from './browser/submit-form';
import { setField, ShopperStopped, type Visit } from './visit';

export interface Contact {
  email: string;
  /** Whether the box "Email me with news and offers" is ticked; by default it is not. */
  acceptsMarketing?: boolean;
  firstName?: string;
  lastName?: string;
}

/** From the cart to the paid order. */
export function checkoutActions(visit: Visit) {
  const { browser } = visit;
  return {
    /** From the cart to the contact step. Resolves with the checkout's token. */
    async goToCheckout(): Promise<string> {
      await visit.openCart();
      const button = visit.find<HTMLButtonElement>(
        'button[name="checkout"]',
        'button to check out (an empty cart has none)',
      );
      await submitForm(browser, button.form as HTMLFormElement, button);
      visit.stopIfRefused('checkout did not open');
      const token = /\/checkouts\/(\w+)/.exec(browser.page.url)?.[1];
      if (!token) throw new ShopperStopped(`checkout did not open: the shop led to ${browser.page.url}`);
      return token;
    },
    async submitContact({ email, acceptsMarketing = false, firstName = '', lastName = '' }: Contact): Promise<void> {
      const form = visit.find<HTMLFormElement>('form[action$="/contact"].fields', 'contact step');
      setField(form.querySelector<HTMLInputElement>('[name="email"]'), email);
      setField(form.querySelector<HTMLInputElement>('[name="first_name"]'), firstName);
      setField(form.querySelector<HTMLInputElement>('[name="last_name"]'), lastName);
      const box = form.querySelector<HTMLInputElement>('[name="accepts_marketing"]');
      if (box) box.checked = acceptsMarketing;
      await submitForm(browser, form);
      visit.stopIfRefused('the contact was refused');
    },
    /** Enters a discount code at the payment step. */
    async enterCode(code: string): Promise<void> {
      const form = visit.find<HTMLFormElement>('form[action$="/discount"]', 'field for a discount code');
      setField(form.querySelector<HTMLInputElement>('[name="code"]'), code);
      await submitForm(browser, form);
      visit.stopIfRefused('the code was refused');
    },
    /** Pays and resolves with the order's name, such as `#1001`. */
    async pay(): Promise<string> {
      await submitForm(browser, visit.find<HTMLFormElement>('form[action$="/pay"]', 'payment step'));
      visit.stopIfRefused('the payment was refused');
      return /#\S+/.exec(browser.page.window.document.title)?.[0] ?? '';
    },
    /** Gives an address to the newsletter form at the foot of the page. */
    async signUp(email: string): Promise<void> {
      const form = visit.find<HTMLFormElement>('#newsletter', 'newsletter form');
      setField(form.querySelector<HTMLInputElement>('[type="email"]'), email);
      await submitForm(browser, form);
    },
  };
}
