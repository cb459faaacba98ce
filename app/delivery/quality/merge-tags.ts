/** Something a mail's Liquid can say, as the picker shows it. */
export interface MergeTag {
  /** `person.firstName`; of a list `cart.lines[].title`. */
  path: string;
  what: string;
  example: string;
  /** Not everybody has one: it wants other words in its place. */
  mayBeMissing?: boolean;
}

const products = (path: string, what: string): MergeTag[] => [
  { path: `${path}[].title`, what: `${what}: its name`, example: 'Anvil Bed Linen' },
  { path: `${path}[].price`, what: `${what}: its price of now`, example: '€129.00' },
  { path: `${path}[].url`, what: `${what}: its page`, example: 'https://shop.example/products/anvil' },
  {
    path: `${path}[].imageUrl`,
    what: `${what}: its picture`,
    example: 'https://cdn.example/anvil.jpg',
    mayBeMissing: true,
  },
];

/** Everything there is, in the order in which the picker offers it. */
export const mergeTags: readonly MergeTag[] = [
  { path: 'person.firstName', what: 'The reader’s first name', example: 'Ana', mayBeMissing: true },
  { path: 'shop.name', what: 'Your store’s name', example: 'Linden & Loom' },
  { path: 'shop.url', what: 'Your store’s first page', example: 'https://shop.example/' },
  { path: 'shop.postalAddress', what: 'Your postal address', example: '1 Oak Street, Bristol' },
  { path: 'shop.consentLine', what: 'Why the reader gets this mail', example: 'You get this mail because …' },
  { path: 'cart.url', what: 'Back to the reader’s cart', example: 'https://shop.example/cart/…' },
  { path: 'cart.total', what: 'What the cart comes to now', example: '€258.00' },
  { path: 'cart.hasSoldOut', what: 'Whether something of the cart sold out since', example: 'false' },
  ...products('cart.lines', 'A line of the cart'),
  { path: 'cart.lines[].variantTitle', what: 'A line of the cart: which form', example: 'Large', mayBeMissing: true },
  { path: 'cart.lines[].quantity', what: 'A line of the cart: how many', example: '2' },
  { path: 'cart.lines[].total', what: 'A line of the cart: what it comes to', example: '€258.00' },
  { path: 'cart.lines[].isSoldOut', what: 'A line of the cart: whether it sold out', example: 'false' },
  ...products('about', 'What the mail is about'),
  { path: 'about[].isSoldOut', what: 'What the mail is about: whether it sold out', example: 'false' },
  {
    path: 'about[].priceWas',
    what: 'What the mail is about: its price before',
    example: '€149.00',
    mayBeMissing: true,
  },
  ...products('products', 'A recommendation'),
  { path: 'products[].reason', what: 'A recommendation: why', example: 'Often bought with Fenn Rug' },
  ...products('productRows[]', 'A recommendation, two to a row'),
  { path: 'productRows[][].reason', what: 'A recommendation, two to a row: why', example: 'Like Fenn Rug' },
  { path: 'coupon.code', what: 'The reader’s own code', example: 'BACK-7H2KQ9', mayBeMissing: true },
  { path: 'coupon.worth', what: 'The code: what it is worth', example: '15%', mayBeMissing: true },
  { path: 'coupon.until', what: 'The code: its last day', example: '7 December 2026', mayBeMissing: true },
  {
    path: 'coupon.untilLine',
    what: 'The code: its last day as a sentence',
    example: 'Good until …',
    mayBeMissing: true,
  },
  { path: 'coupon.minimumLine', what: 'The code: for how much', example: 'For orders of …', mayBeMissing: true },
  { path: 'coupon.isExample', what: 'The code: whether it is an example', example: 'false' },
  { path: 'coupon.exampleLine', what: 'The code: that it is an example', example: 'An example: …', mayBeMissing: true },
  { path: 'unsubscribeUrl', what: 'Where to unsubscribe', example: 'https://…' },
  { path: 'preferencesUrl', what: 'The reader’s preference centre', example: 'https://…' },
  { path: 'confirm.url', what: 'Where to confirm, in mails that ask for it', example: 'https://…' },
  { path: 'locale', what: 'In which language figures are written', example: 'en' },
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
