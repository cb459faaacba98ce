import {
  at,
  cartOf,
  checkoutOf,
  customerOf,
  emailOf,
  orderOf,
  lookAlikeEmailOf,
  lookAlikeOf,
  newPhoneOf,
  phoneOf,
  twinEmailOf,
  twinOf,
  visitorOf,
  word,
  type MarkedPerson,
} from './marked-person';
import { gid } from './reports';

export interface ToldWebhook {
  topic: string;
  payload: object;
  at: string;
}

const line = (person: MarkedPerson) => ({
  ...{ id: 1, variant_id: 1, product_id: 1, quantity: 1, title: 'Product 1', variant_title: null, price: '10.00' },
  properties: [{ name: 'Engraving', value: word(person, 'engraving') }],
});
const browser = (person: MarkedPerson) => [{ name: '_kindred_visitor', value: visitorOf(person) }];
const customer = (person: MarkedPerson) => ({
  ...{ id: customerOf(person), email: emailOf(person) },
  ...{ first_name: word(person, 'firstName'), last_name: word(person, 'lastName') },
});

/** What a shop tells of somebody who agrees to mail and leaves a checkout. */
export const comingWebhooks = (person: MarkedPerson): ToldWebhook[] => [
  {
    ...{ topic: 'customers/create', at: at(0) },
    payload: {
      ...{ ...customer(person), updated_at: at(0), phone: phoneOf(person), state: 'enabled' },
      ...{ note: word(person, 'customerNote'), tags: word(person, 'tag') },
      default_address: {
        ...{ address1: word(person, 'street'), company: word(person, 'company'), country_code: 'DE' },
        city: word(person, 'city'),
      },
    },
  },
  {
    ...{ topic: 'customer.tags_added', at: at(0) },
    payload: {
      ...{ customerId: gid('Customer', customerOf(person)), tags: [word(person, 'addedTag')], occurredAt: at(0) },
    },
  },
  {
    ...{ topic: 'customers_email_marketing_consent/update', at: at(0) },
    payload: {
      ...{ customer_id: customerOf(person), email_address: emailOf(person) },
      email_marketing_consent: { state: 'subscribed', opt_in_level: 'single_opt_in', consent_updated_at: at(0) },
    },
  },
  {
    ...{ topic: 'carts/update', at: at(1) },
    payload: {
      ...{ token: cartOf(person), created_at: at(1), updated_at: at(1), line_items: [line(person)] },
      note: word(person, 'cartNote'),
    },
  },
  {
    ...{ topic: 'checkouts/update', at: at(2) },
    payload: {
      ...{ token: checkoutOf(person), cart_token: cartOf(person), email: emailOf(person), currency: 'EUR' },
      ...{ created_at: at(2), updated_at: at(2), customer: customer(person), line_items: [line(person)] },
      ...{ note: word(person, 'checkoutNote'), note_attributes: browser(person) },
      abandoned_checkout_url: `https://shop.example/checkouts/${word(person, 'recovery')}/recover`,
      shipping_address: { name: word(person, 'shippingName'), country_code: 'DE' },
    },
  },
];

/** What it tells when they buy after all, send it back and turn out to be two customers; and what it cannot tell readably. */
export const goingWebhooks = (person: MarkedPerson): ToldWebhook[] => [
  {
    ...{ topic: 'orders/create', at: at(300) },
    payload: {
      ...{
        id: orderOf(person),
        name: `#${orderOf(person)}`,
        email: emailOf(person),
        currency: 'EUR',
        total_price: '20.00',
      },
      ...{ cart_token: cartOf(person), checkout_token: checkoutOf(person), created_at: at(300), updated_at: at(300) },
      ...{
        customer: customer(person),
        note: word(person, 'orderNote'),
        discount_codes: [{ code: word(person, 'code') }],
      },
      note_attributes: [...browser(person), { name: 'Gift for', value: word(person, 'giftFor') }],
      shipping_address: { city: word(person, 'shippedCity'), province_code: 'BE', country_code: 'DE' },
      landing_site: `/welcome/${word(person, 'landing')}?utm_campaign=${word(person, 'utmCampaign')}`,
      line_items: [
        line(person),
        { ...line(person), id: 2, product_id: null, variant_id: null, title: word(person, 'handwritten') },
      ],
    },
  },
  {
    ...{ topic: 'refunds/create', at: at(301) },
    payload: { id: orderOf(person), order_id: orderOf(person), created_at: at(301), note: word(person, 'refundNote') },
  },
  {
    ...{ topic: 'orders/edited', at: at(302) },
    payload: { order_edit: { order_id: orderOf(person), created_at: at(302), staff_note: word(person, 'staffNote') } },
  },
  {
    ...{ topic: 'customers/create', at: at(302) },
    payload: { id: twinOf(person), email: twinEmailOf(person), updated_at: at(302) },
  },
  {
    ...{ topic: 'customers/create', at: at(302) },
    payload: { id: lookAlikeOf(person), email: lookAlikeEmailOf(person), updated_at: at(302) },
  },
  {
    ...{ topic: 'customer.tags_added', at: at(303) },
    payload: { customerId: gid('Customer', twinOf(person)), tags: [word(person, 'twinTag')], occurredAt: at(303) },
  },
  {
    ...{ topic: 'customers/merge', at: at(304) },
    payload: {
      admin_graphql_api_customer_kept_id: gid('Customer', customerOf(person)),
      admin_graphql_api_customer_deleted_id: gid('Customer', twinOf(person)),
      status: 'completed',
    },
  },
];

/** Another number, told when everything was worked out already. */
export const newPhoneWebhook = (person: MarkedPerson): ToldWebhook => ({
  ...{ topic: 'customers/update', at: at(310) },
  payload: { ...customer(person), phone: newPhoneOf(person), updated_at: at(310) },
});

/** One that nobody can read, and is put aside with its reason. */
export const unreadableWebhook = (person: MarkedPerson): ToldWebhook => ({
  ...{ topic: 'orders/create', at: at(305) },
  payload: { email: emailOf(person), id: word(person, 'parked') },
});

/** One that has arrived and was not read before the person was erased. */
export const waitingWebhook = (person: MarkedPerson): ToldWebhook => ({
  ...{ topic: 'customers/update', at: at(306) },
  payload: { ...customer(person), note: word(person, 'waiting'), updated_at: at(306) },
});

/** An order that is told of once more after everything, and a yes from before it. */
export const lateWebhooks = (person: MarkedPerson): ToldWebhook[] => {
  const [order] = goingWebhooks(person);
  const consent = comingWebhooks(person).find(({ topic }) => topic.startsWith('customers_email'));
  if (!order || !consent) throw new Error('a person without an order or a consent');
  const changed = { ...order.payload, updated_at: at(400), note: 'changed' };
  return [
    { topic: 'orders/updated', payload: changed, at: at(400) },
    { ...consent, at: at(401) },
  ];
};
