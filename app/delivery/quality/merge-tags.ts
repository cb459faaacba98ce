/** What stands where a tag is put. */
export type TagType = 'text' | 'number' | 'money' | 'day' | 'link' | 'picture' | 'yes-or-no';

/** Something a mail's Liquid can say, as the picker shows it. */
export interface MergeTag {
  /** `person.firstName`; of a list `cart.lines[].title`. */
  path: string;
  what: string;
  type: TagType;
  example: string;
  /** Not everybody has one: what stands then, or that nothing does and it wants other words in its place. */
  whenMissing?: string;
}

/** Nothing stands there: other words can be given. */
export const EMPTY = 'nothing';

type Told = Omit<MergeTag, 'path' | 'example'>;
const text = (what: string, whenMissing?: string): Told => told('text', what, whenMissing);
const told = (type: TagType, what: string, whenMissing?: string): Told => ({
  ...{ type, what },
  ...(whenMissing === undefined ? {} : { whenMissing }),
});
const tag = (path: string, of: Told, example: string): MergeTag => ({ path, ...of, example });

const products = (path: string, what: string, whenMissing?: string): MergeTag[] => [
  tag(`${path}.title`, text(`${what}: its name`, whenMissing), 'Anvil Bed Linen'),
  tag(`${path}.price`, told('money', `${what}: its price of now`, whenMissing), '€129.00'),
  tag(`${path}.url`, told('link', `${what}: its page`, whenMissing), 'https://shop.example/products/anvil'),
  tag(`${path}.imageUrl`, told('picture', `${what}: its picture`, EMPTY), 'https://cdn.example/anvil.jpg'),
];

const about = (path: string, what: string, whenMissing?: string): MergeTag[] => [
  ...products(path, what, whenMissing),
  tag(`${path}.isSoldOut`, told('yes-or-no', `${what}: whether it sold out`), 'false'),
  tag(`${path}.priceWas`, told('money', `${what}: its price before`, EMPTY), '€149.00'),
];

const customer: readonly MergeTag[] = [
  tag('customer.orderCount', told('number', 'How often the reader ordered', '0'), '3'),
  tag('customer.lastOrderDate', told('day', 'When the reader last ordered', EMPTY), '2 March 2026'),
  tag(
    'customer.totalSpent',
    told('money', 'What the reader spent, if your store lets Kindred see all orders', EMPTY),
    '€310.00',
  ),
  tag('customer.lastProduct.title', text('What the reader bought last: its name', EMPTY), 'Fenn Rug'),
  tag(
    'customer.lastProduct.url',
    told('link', 'What the reader bought last: its page', EMPTY),
    'https://shop.example/products/fenn',
  ),
  tag(
    'customer.lastProduct.imageUrl',
    told('picture', 'What the reader bought last: its picture', EMPTY),
    'https://cdn.example/fenn.jpg',
  ),
];

const order: readonly MergeTag[] = [
  tag('order.name', text('The order the mail follows: its number', EMPTY), '#1001'),
  tag('order.date', told('day', 'The order the mail follows: its day', EMPTY), '2 March 2026'),
  tag('order.total', told('money', 'The order the mail follows: what it came to', EMPTY), '€42.00'),
  tag('order.lines[].title', text('A line of the order: its name'), 'Fenn Rug'),
  tag('order.lines[].quantity', told('number', 'A line of the order: how many'), '2'),
  tag('order.lines[].price', told('money', 'A line of the order: for one'), '€21.00'),
  tag('order.lines[].total', told('money', 'A line of the order: what it came to'), '€42.00'),
];

const cart: readonly MergeTag[] = [
  tag('cart.url', told('link', 'Back to the reader’s cart'), 'https://shop.example/cart/…'),
  tag('cart.total', told('money', 'What the cart comes to now'), '€258.00'),
  tag('cart.hasSoldOut', told('yes-or-no', 'Whether something of the cart sold out since'), 'false'),
  ...products('cart.lines[]', 'A line of the cart'),
  tag('cart.lines[].variantTitle', text('A line of the cart: which form', EMPTY), 'Large'),
  tag('cart.lines[].quantity', told('number', 'A line of the cart: how many'), '2'),
  tag('cart.lines[].total', told('money', 'A line of the cart: what it comes to'), '€258.00'),
  tag('cart.lines[].isSoldOut', told('yes-or-no', 'A line of the cart: whether it sold out'), 'false'),
];

const coupon: readonly MergeTag[] = [
  tag('coupon.code', text('The reader’s own code', EMPTY), 'BACK-7H2KQ9'),
  tag('coupon.url', told('link', 'Your store’s first page, with the code applied'), 'https://shop.example/'),
  tag('coupon.useLine', text('The code: words for a link that applies it', EMPTY), 'Shop with this code'),
  tag('coupon.worth', text('The code: what it is worth', EMPTY), '15%'),
  tag('coupon.until', told('day', 'The code: its last day', EMPTY), '7 December 2026'),
  tag('coupon.untilLine', text('The code: its last day as a sentence', EMPTY), 'Good until …'),
  tag('coupon.minimumLine', text('The code: for how much', EMPTY), 'For orders of …'),
  tag('coupon.isExample', told('yes-or-no', 'The code: whether it is an example'), 'false'),
  tag('coupon.exampleLine', text('The code: that it is an example', EMPTY), 'An example: …'),
];

/** Everything there is, in the order in which the picker offers it. */
export const mergeTags: readonly MergeTag[] = [
  tag('person.firstName', text('The reader’s first name', EMPTY), 'Ana'),
  ...customer,
  ...order,
  ...about('product', 'What the mail is about', EMPTY),
  tag('shop.name', text('Your store’s name'), 'Linden & Loom'),
  tag('shop.url', told('link', 'Your store’s first page'), 'https://shop.example/'),
  tag('shop.postalAddress', text('Your postal address'), '1 Oak Street, Bristol'),
  tag('shop.consentLine', text('Why the reader gets this mail'), 'You get this mail because …'),
  ...cart,
  ...about('about[]', 'All the mail is about, one by one'),
  tag('collections[].title', text('A collection of what the mail is about: its name'), 'Lamps'),
  tag('collections[].url', told('link', 'A collection of what the mail is about: its page'), 'https://shop.example/…'),
  ...products('products[]', 'A recommendation'),
  tag('products[].reason', text('A recommendation: why'), 'Often bought with Fenn Rug'),
  ...products('productRows[][]', 'A recommendation, two to a row'),
  tag('productRows[][].reason', text('A recommendation, two to a row: why'), 'Like Fenn Rug'),
  ...coupon,
  tag('unsubscribeUrl', told('link', 'Where to unsubscribe'), 'https://…'),
  tag('preferencesUrl', told('link', 'The reader’s preference centre'), 'https://…'),
  tag('confirm.url', told('link', 'Where to confirm, in mails that ask for it'), 'https://…'),
  tag('locale', text('In which language figures are written'), 'en'),
];

/** What Liquid may say of a list itself. */
const OF_LISTS = new Set(['size', 'first', 'last']);

interface Node {
  isList: boolean;
  below: Map<string, Node>;
}
const fresh = (): Node => ({ isList: false, below: new Map() });

/** The tags as a tree, so that a path can be followed in it. */
const TREE: Node = mergeTags.reduce((root, { path }) => {
  let at = root;
  for (const step of path.replaceAll('[]', '.[]').split('.')) {
    if (step === '[]') at.isList = true;
    const next = at.below.get(step) ?? fresh();
    at.below.set(step, next);
    at = next;
  }
  return root;
}, fresh());

/** Whether Liquid that speaks of such a path speaks of something there is; steps that are only known when it is filled are anything. */
export function isKnownPath(steps: readonly unknown[]): boolean {
  let at = TREE;
  for (const step of steps) {
    const isPlace = typeof step !== 'string';
    if (at.isList && (isPlace || OF_LISTS.has(step))) {
      const item = at.below.get('[]');
      if (!item || step === 'size') return true;
      at = item;
      continue;
    }
    const next = typeof step === 'string' ? at.below.get(step) : undefined;
    if (!next) return false;
    at = next;
  }
  return true;
}

/** The tag that was probably meant: the nearest by letters, of the same beginning where there is one. */
export function nearestPath(path: string): string | null {
  const paths = mergeTags.map((tag) => tag.path);
  const [best] = paths
    .map((each) => ({ each, far: distance(path.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.far - other.far);
  return best && best.far <= Math.max(2, path.length / 3) ? best.each : null;
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [nth, against] of [...other].entries())
      next.push(
        Math.min((next[nth] ?? 0) + 1, (row[nth + 1] ?? 0) + 1, (row[nth] ?? 0) + (letter === against ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
