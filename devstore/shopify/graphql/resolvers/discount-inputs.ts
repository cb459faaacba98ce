import type { NewDiscount, StoreDiscount } from '../../live-store/discounts';
import { minorOf } from '../../money';
import type { AdminContext } from '../context';

type World = AdminContext['world'];

/** As `DiscountCodeBasicInput`, as far as the stand-in models it. */
export interface DiscountInput {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  context?: { all?: string | null } | null;
  combinesWith?: object | null;
  minimumRequirement?: {
    subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null;
    quantity?: object | null;
  } | null;
  customerGets?: {
    value?: { percentage?: number | null; discountAmount?: { amount: string } | null } | null;
    items?: {
      all?: boolean | null;
      products?: { productsToAdd?: string[] | null; productsToRemove?: string[] | null } | null;
      collections?: { add?: string[] | null; remove?: string[] | null } | null;
    } | null;
  } | null;
}

interface Fault {
  field: string[];
  message: string;
  code: string;
  extraInfo: null;
}

const at = (name: string, message: string, code: string): Fault => ({
  ...{ field: ['basicCodeDiscount', ...name.split('.')], message, code, extraInfo: null },
});

/** Why Shopify does not take an input. */
export function discountFaults(input: DiscountInput, world: World, isNew: boolean): Fault[] {
  return [
    ...(isNew ? missingFaults(input) : []),
    ...valueFaults(input),
    ...timeFaults(input),
    ...itemFaults(input, world),
    ...(input.usageLimit !== null && input.usageLimit !== undefined && input.usageLimit < 1
      ? [at('usageLimit', 'Usage limit must be greater than 0', 'GREATER_THAN')]
      : []),
  ];
}

function missingFaults(input: DiscountInput): Fault[] {
  const needed = {
    title: input.title,
    code: input.code,
    startsAt: input.startsAt,
    'customerGets.value': input.customerGets?.value,
    'customerGets.items': input.customerGets?.items,
    context: input.context?.all,
  };
  return Object.entries(needed).flatMap(([name, value]) =>
    value ? [] : [at(name, `${name} can't be blank`, 'BLANK')],
  );
}

function valueFaults({ customerGets }: DiscountInput): Fault[] {
  const { percentage, discountAmount } = customerGets?.value ?? {};
  if (percentage !== null && percentage !== undefined && (percentage <= 0 || percentage > 1))
    return [at('customerGets.value.percentage', 'Value must be between 0.0 and 1.0', 'VALUE_OUTSIDE_RANGE')];
  if (discountAmount && Number(discountAmount.amount) <= 0)
    return [at('customerGets.value.discountAmount.amount', 'Value must be greater than 0', 'GREATER_THAN')];
  return [];
}

function timeFaults({ startsAt, endsAt }: DiscountInput): Fault[] {
  if (!startsAt || !endsAt || Date.parse(endsAt) > Date.parse(startsAt)) return [];
  return [at('endsAt', 'Ends at needs to be after starts_at', 'END_DATE_BEFORE_START_DATE')];
}

function itemFaults({ customerGets }: DiscountInput, { state }: World): Fault[] {
  const { products, collections } = customerGets?.items ?? {};
  const unknown = [
    ...(products?.productsToAdd ?? []).filter((id) => !state.products.has(id)).map((id) => ['products', id] as const),
    ...(collections?.add ?? []).filter((id) => !state.collections.has(id)).map((id) => ['collections', id] as const),
  ];
  return unknown.map(([kind, id]) => at(`customerGets.items.${kind}`, `${id} is not a valid id`, 'INVALID'));
}

export function newDiscount(input: DiscountInput, world: World): NewDiscount {
  const blank = { usageLimit: null, appliesOncePerCustomer: false, minimumMinor: null, endsAt: null };
  const none = { kind: 'all' } as const;
  const changes = discountChanges(input, { items: none }, world);
  return {
    ...{ title: '', startsAt: '', value: { percentage: 0 }, items: none, ...blank, ...changes },
    code: input.code ?? '',
  };
}

/** What an input says, and nothing of what it leaves out. */
export function discountChanges(
  input: DiscountInput,
  known: Pick<StoreDiscount, 'items'>,
  world: World,
): Partial<StoreDiscount> {
  const { currency } = world.state.data.shop;
  const { value, items } = input.customerGets ?? {};
  const least = input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  return {
    ...(input.title ? { title: input.title } : {}),
    ...(input.startsAt ? { startsAt: new Date(input.startsAt).toISOString() } : {}),
    ...(input.endsAt === undefined ? {} : { endsAt: input.endsAt && new Date(input.endsAt).toISOString() }),
    ...(input.usageLimit === undefined ? {} : { usageLimit: input.usageLimit }),
    ...(typeof input.appliesOncePerCustomer === 'boolean'
      ? { appliesOncePerCustomer: input.appliesOncePerCustomer }
      : {}),
    ...(least === undefined ? {} : { minimumMinor: least === null ? null : minorOf(least, currency) }),
    ...(value?.percentage ? { value: { percentage: value.percentage } } : {}),
    ...(value?.discountAmount ? { value: { amountMinor: minorOf(value.discountAmount.amount, currency) } } : {}),
    ...(items ? { items: itemsAfter(items, known.items) } : {}),
  };
}

type Items = NonNullable<NonNullable<DiscountInput['customerGets']>['items']>;

function itemsAfter({ all, products, collections }: Items, known: StoreDiscount['items']): StoreDiscount['items'] {
  if (all) return { kind: 'all' };
  const had = (kind: 'products' | 'collections') => (known.kind === kind ? known.ids : []);
  const merged = (ids: string[], add: readonly string[], remove: readonly string[]) =>
    [...new Set([...ids, ...add])].filter((id) => !remove.includes(id));
  if (products)
    return {
      kind: 'products',
      ids: merged(had('products'), products.productsToAdd ?? [], products.productsToRemove ?? []),
    };
  if (collections)
    return { kind: 'collections', ids: merged(had('collections'), collections.add ?? [], collections.remove ?? []) };
  return known;
}
