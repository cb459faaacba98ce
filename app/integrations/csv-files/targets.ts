/** What a file tells of: one list of people, orders as Shopify exports them, or things that happened. */
export type FileKind = 'people' | 'orders' | 'events';

interface TargetWords {
  label: string;
  kinds: FileKind[];
}

const ALL: FileKind[] = ['people', 'orders', 'events'];

/** What a column can be. `property:NAME` is one more: a property of the person, or of what happened. */
export const TARGETS = {
  email: { label: 'Email address', kinds: ALL },
  customerId: { label: 'Shopify customer ID', kinds: ['people', 'events'] },
  externalId: { label: 'ID in another system', kinds: ['people', 'events'] },
  phone: { label: 'Phone number', kinds: ALL },
  firstName: { label: 'First name', kinds: ['people'] },
  lastName: { label: 'Last name', kinds: ['people'] },
  locale: { label: 'Language', kinds: ['people'] },
  country: { label: 'Country', kinds: ['people', 'orders'] },
  region: { label: 'Region code', kinds: ['people'] },
  city: { label: 'City', kinds: ['people'] },
  birthday: { label: 'Birthday', kinds: ['people'] },
  knownAt: { label: 'Last changed or seen at', kinds: ['people'] },
  consent: { label: 'Marketing mail: yes or no', kinds: ['people'] },
  agreedAt: { label: 'Agreed at', kinds: ['people'] },
  confirmedAt: { label: 'Confirmed by mail at (double opt-in)', kinds: ['people'] },
  agreedBy: { label: 'Agreed where or how', kinds: ['people'] },
  refusedAt: { label: 'Unsubscribed at', kinds: ['people'] },
  bouncedAt: { label: 'Bounced at', kinds: ['people'] },
  suppressed: { label: 'Suppressed: why', kinds: ['people'] },
  eventName: { label: 'What happened', kinds: ['events'] },
  eventAt: { label: 'When it happened', kinds: ['events'] },
  eventId: { label: 'ID of what happened', kinds: ['events'] },
  orderId: { label: 'Order: Id', kinds: ['orders'] },
  orderName: { label: 'Order: Name', kinds: ['orders'] },
  orderedAt: { label: 'Order: Created at', kinds: ['orders'] },
  currency: { label: 'Order: Currency', kinds: ['orders'] },
  total: { label: 'Order: Total', kinds: ['orders'] },
  subtotal: { label: 'Order: Subtotal', kinds: ['orders'] },
  shipping: { label: 'Order: Shipping', kinds: ['orders'] },
  discount: { label: 'Order: Discount Amount', kinds: ['orders'] },
  discountCode: { label: 'Order: Discount Code', kinds: ['orders'] },
  refunded: { label: 'Order: Refunded Amount', kinds: ['orders'] },
  financialStatus: { label: 'Order: Financial Status', kinds: ['orders'] },
  fulfillmentStatus: { label: 'Order: Fulfillment Status', kinds: ['orders'] },
  fulfilledAt: { label: 'Order: Fulfilled at', kinds: ['orders'] },
  cancelledAt: { label: 'Order: Cancelled at', kinds: ['orders'] },
  orderSource: { label: 'Order: Source', kinds: ['orders'] },
  lineName: { label: 'Order: Lineitem name', kinds: ['orders'] },
  lineQuantity: { label: 'Order: Lineitem quantity', kinds: ['orders'] },
  linePrice: { label: 'Order: Lineitem price', kinds: ['orders'] },
  lineSku: { label: 'Order: Lineitem sku', kinds: ['orders'] },
} satisfies Record<string, TargetWords>;

export type Target = keyof typeof TARGETS;

export const targetNames = Object.keys(TARGETS) as Target[];

/** What each kind of file cannot do without: one of each list. */
export const NEEDED: Record<FileKind, Target[][]> = {
  people: [['email', 'customerId', 'externalId', 'phone']],
  orders: [['orderId'], ['orderName'], ['orderedAt'], ['total'], ['lineName'], ['lineQuantity'], ['linePrice']],
  events: [['email', 'customerId', 'externalId', 'phone'], ['eventName'], ['eventAt']],
};

/** Which of what is needed no column is said to be. */
export const missingFrom = (kind: FileKind, columns: readonly string[]): Target[][] =>
  NEEDED[kind].filter((choice) => !choice.some((target) => columns.includes(target)));
