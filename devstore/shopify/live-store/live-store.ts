import { bareCartToken, createCart, setCartAttributes, setCartLines } from './carts';
import * as catalogue from './catalogue';
import * as checkouts from './checkouts';
import * as collections from './collections';
import type { ShopifyLiveStore } from './contract';
import * as customers from './customers';
import * as discounts from './discounts';
import * as orderEnds from './order-ends';
import { cancelOrder, completeCheckout } from './orders';
import { editOrderLine, refundOrder } from './refunds';
import { setRecoveryMail } from './recovery-mail';
import type { LiveState } from './state';
import * as stock from './stock';

/** The live store over a state made by `createState`. Each function is one action of a shopper or merchant. */
export function createLiveStore(state: LiveState): ShopifyLiveStore {
  return { data: state.data, ...shopperSide(state), ...merchantSide(state) };
}

function shopperSide(state: LiveState) {
  return {
    cart: (token: string) => state.carts.get(bareCartToken(token))?.cart,
    checkout: (token: string) => state.checkouts.get(token),
    checkouts: () => [...state.checkouts.values()].filter((each) => each.email !== null),
    createCart: () => createCart(state),
    setCartLines: bind(state, setCartLines),
    setCartAttributes: bind(state, setCartAttributes),
    createCheckout: bind(state, checkouts.createCheckout),
    submitContact: bind(state, checkouts.submitContact),
    applyDiscountCode: bind(state, discounts.applyDiscountCode),
    completeCheckout: bind(state, completeCheckout),
  };
}

function merchantSide(state: LiveState) {
  return {
    deleteCheckout: bind(state, checkouts.deleteCheckout),
    discounts: () => [...state.discounts.discounts.values()],
    discountCodes: () => [...state.discounts.codes.values()],
    createDiscount: bind(state, discounts.createDiscount),
    updateDiscount: bind(state, discounts.updateDiscount),
    deleteDiscount: bind(state, discounts.deleteDiscount),
    addDiscountCodes: bind(state, discounts.addDiscountCodes),
    removeDiscountCodes: bind(state, discounts.removeDiscountCodes),
    setRecoveryMail: bind(state, setRecoveryMail),
    createCustomer: (input: { email: string; firstName?: string; lastName?: string; locale?: string }) =>
      state.act((tell) => customers.createCustomer(state, input, tell)),
    setEmailMarketing: bind(state, customers.setEmailMarketing),
    recordConsent: bind(state, customers.recordConsent),
    updateCustomer: bind(state, customers.updateCustomer),
    deleteCustomer: bind(state, customers.deleteCustomer),
    mergeCustomers: bind(state, customers.mergeCustomers),
    cancelOrder: bind(state, cancelOrder),
    refundOrder: bind(state, refundOrder),
    editOrderLine: bind(state, editOrderLine),
    refundsOf: (orderId: string) => state.refunds.get(orderId) ?? [],
    fulfillOrder: bind(state, orderEnds.fulfillOrder),
    fulfillmentOf: (orderId: string) => state.fulfillments.get(orderId),
    deleteOrder: bind(state, orderEnds.deleteOrder),
    setInventory: bind(state, stock.setInventory),
    setTracked: bind(state, stock.setTracked),
    setStocked: bind(state, stock.setStocked),
    setPrice: bind(state, catalogue.setPrice),
    setProductStatus: bind(state, catalogue.setProductStatus),
    createProduct: bind(state, catalogue.createProduct),
    updateProduct: bind(state, catalogue.updateProduct),
    deleteProduct: bind(state, catalogue.deleteProduct),
    createCollection: bind(state, collections.createCollection),
    updateCollection: bind(state, collections.updateCollection),
    deleteCollection: bind(state, collections.deleteCollection),
    updateShop: bind(state, catalogue.updateShop),
  };
}

function bind<A extends unknown[], R>(
  state: LiveState,
  action: (state: LiveState, ...args: A) => R,
): (...args: A) => R {
  return (...args) => action(state, ...args);
}
