import { abandonedCart } from './abandoned-cart';
import { abandonedCheckout } from './abandoned-checkout';
import { afterOrder, winBack } from './after-order';
import { abandonedBrowse, thirdVisit } from './browsing';
import { backInStock, lowStock, priceDrop } from './catalogue';
import { bestCustomers, birthday } from './occasions';
import type { FlowTemplate } from './parts';
import { replenishment } from './replenishment';
import { welcome } from './welcome';

const cart: FlowTemplate = {
  definition: abandonedCart,
  purpose: 'Reminds people of what they left in their cart: twice, and then silence.',
  why: 'Four hours after the cart’s last change, as the field’s most used tool recommends, and once more a day later. It ends at once with an order.',
};

/** Flows that most shops have a use for, in the order in which they earn. The sources of their delays: `docs/flow-templates.md`. */
export const flowTemplates: readonly FlowTemplate[] = [
  cart,
  abandonedCheckout,
  welcome,
  backInStock,
  abandonedBrowse,
  priceDrop,
  lowStock,
  thirdVisit,
  afterOrder,
  replenishment,
  winBack,
  bestCustomers,
  birthday,
];

export const flowTemplate = (key: string): FlowTemplate | undefined =>
  flowTemplates.find(({ definition }) => definition.key === key);
