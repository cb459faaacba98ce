import fc from 'fast-check';
import type { EventType } from '~/capture/events/event';
import { operatorsOf, type Comparison, type Operator, type RuleValue } from '~/customers/rules/compare';
import { fieldNamesOf, fieldOf, productsToldBy, type Goods, type Properties } from '~/customers/rules/event-fields';
import { factKeys, describeFact, type FactKey, type FactValue, type ValueType } from '~/customers/rules/facts';
import { byType, type KnownPerson, type Moment } from '~/customers/rules/known-person';
import type { EventChoice, Filter, Leaf, Rule, Window } from '~/customers/rules/rule';

/** People of whom anything may be known, and rules about any of it, close enough to each other that each often holds and often does not. */

const MINUTE = 60_000;
const DAY = 1_440;
/** Few lengths, so that events stand on the very edges of windows. */
const LENGTHS = [1, 60, DAY, 3 * DAY, 7 * DAY, 30 * DAY];
const TEXTS = [
  'berlin',
  'Berlin',
  'BERLIN',
  'Ber',
  'straße',
  'STRASSE',
  'İzmir',
  'izmir',
  'ΣΑΣ',
  'σας',
  '',
  '%',
  'Ǆ',
  'a',
];
const IDS = [
  'gid://shopify/Product/1',
  'gid://shopify/Product/2',
  'gid://shopify/Product/3',
  'gid://shopify/Product/4',
];
const COLLECTIONS = ['gid://shopify/Collection/1', 'gid://shopify/Collection/2'];
const TAGS = ['vip', 'VIP', 'sale', 'Straße'];
const KEYS = ['plan', 'size', 'member'];
const NUMBERS = [-1, 0, 0.25, 1, 2, 3, 500];
const DAYS_OF_YEAR = [
  '1990-02-28',
  '1992-02-29',
  '02-29',
  '03-01',
  '12-31',
  '2026-01-01',
  '1980-07-15',
  '07-14',
  'soon',
];
const SEGMENTS = ['gid://shopify/Segment/1', 'gid://shopify/Segment/2'];

const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);

export const moments: fc.Arbitrary<Moment> = fc.record({
  at: fc
    .constantFrom(
      ...[
        '2026-03-10T12:00:00.000Z',
        '2026-03-28T23:30:00.000Z',
        '2026-03-29T01:00:00.000Z',
        '2026-10-25T00:59:59.999Z',
      ],
      ...[
        '2025-12-31T23:59:59.999Z',
        '2026-01-01T00:00:00.000Z',
        '2028-02-28T12:00:00.000Z',
        '2027-02-28T22:00:00.000Z',
      ],
      ...['2026-07-14T11:00:00.000Z', '2026-03-08T07:00:00.000Z', '2026-04-04T16:00:00.000Z'],
    )
    .map((at) => new Date(at)),
  timeZone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kolkata',
    'Pacific/Apia',
  ),
});

/** On the edge of a window, a moment beside it, or anywhere; sometimes yet to come. */
const ago = fc.oneof(
  fc.tuple(fc.constantFrom(0, ...LENGTHS), fc.constantFrom(-1, 0, 1)).map(([length, off]) => length * MINUTE + off),
  fc.integer({ min: -DAY * MINUTE, max: 40 * DAY * MINUTE }),
);

const goods: fc.Arbitrary<ReadonlyMap<string, Goods>> = fc
  .tuple(
    ...IDS.slice(0, 3).map(() =>
      fc.record({
        vendor: text,
        productType: text,
        tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
        collectionIds: fc.uniqueArray(fc.constantFrom(...COLLECTIONS), { maxLength: 2 }),
      }),
    ),
  )
  .map((each) => new Map(each.map((one, index) => [IDS[index] as string, one])));

export const EVENTS: EventType[] = [
  'product_viewed',
  'order_placed',
  'page_viewed',
  'search_submitted',
  'custom_event',
];

const id = fc.constantFrom(...IDS);
export const propertiesOf: Partial<Record<EventType, fc.Arbitrary<Properties>>> = {
  product_viewed: fc.record({ productId: id, priceMinor: number }, { requiredKeys: ['productId'] }),
  order_placed: fc.record({
    productIds: fc.array(id, { maxLength: 3 }),
    totalMinor: fc.constantFrom(0, 1, 2, 500),
  }),
  page_viewed: fc.record(
    { url: text, device: fc.constantFrom('mobile', 'desktop'), utm: fc.record({ source: text }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  ),
  search_submitted: fc.record({ query: text, resultCount: fc.nat(2) }, { requiredKeys: ['query'] }),
  custom_event: fc.record({
    name: fc.constantFrom('Joined', 'joined', 'Left'),
    properties: fc.record(
      { plan: fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.constant(['a'])), size: number },
      { requiredKeys: [] },
    ),
  }),
};

const events = (now: Date) =>
  fc.array(
    fc.constantFrom(...EVENTS).chain((type) =>
      fc.record({
        type: fc.constant(type),
        at: ago.map((before) => now.getTime() - before),
        properties: propertiesOf[type] ?? fc.constant({}),
      }),
    ),
    { maxLength: 8 },
  );

/** What stands in the rows from which facts are read; null: no row, or nothing in it. */
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 3 });
const instant = (now: Date) => ago.map((before) => new Date(now.getTime() - before).toISOString());

/** Facts as they follow from rows: see `store-people.ts`, which writes the rows from which they are read. */
export const knownFacts = (now: Date) =>
  fc
    .record({
      country: maybe(fc.constantFrom('DE', 'AT')),
      city: maybe(text),
      locale: maybe(text),
      birthday: maybe(fc.constantFrom(...DAYS_OF_YEAR)),
      firstSeenAt: instant(now),
      lastSeenAt: instant(now),
      consent: maybe(fc.record({ state: fc.constantFrom('never-given', 'granted', 'withdrawn'), since: instant(now) })),
      hasAddress: fc.boolean(),
      numbers: maybe(
        fc.record({
          count: fc.nat(3),
          netMinor: fc.constantFrom(0, 500, 1_000),
          items: fc.nat(3),
          firstAt: maybe(instant(now)),
          lastAt: maybe(instant(now)),
        }),
      ),
      traits: maybe(
        fc.record({
          recency: maybe(fc.integer({ min: 1, max: 5 })),
          device: maybe(fc.constantFrom('mobile', 'desktop')),
          types: fc.array(text, { maxLength: 2 }),
        }),
      ),
      tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
      isCustomer: fc.boolean(),
      cart: maybe(
        fc.record({ quantity: fc.integer({ min: 1, max: 3 }), linesChangedAt: instant(now), isBought: fc.boolean() }),
      ),
    })
    .map((rows) => ({ rows, facts: factsOf(rows) }));

export type Rows = Parameters<typeof factsOf>[0];

function factsOf(rows: {
  country: string | null;
  city: string | null;
  locale: string | null;
  birthday: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
  consent: { state: string; since: string } | null;
  hasAddress: boolean;
  numbers: { count: number; netMinor: number; items: number; firstAt: string | null; lastAt: string | null } | null;
  traits: { recency: number | null; device: string | null; types: string[] } | null;
  tags: string[];
  isCustomer: boolean;
  cart: { quantity: number; linesChangedAt: string; isBought: boolean } | null;
}): Partial<Record<FactKey, FactValue>> {
  const { numbers, traits, cart, consent } = rows;
  return {
    'profile.hasAddress': rows.hasAddress,
    'profile.country': rows.country,
    'profile.city': rows.city,
    'profile.locale': rows.locale,
    'profile.birthday': rows.birthday,
    'profile.firstSeenAt': rows.firstSeenAt,
    'profile.lastSeenAt': rows.lastSeenAt,
    'consent.marketing': rows.hasAddress ? (consent?.state ?? 'never-given') : null,
    'consent.since': rows.hasAddress ? (consent?.since ?? null) : null,
    'orders.count': numbers?.count ?? 0,
    'orders.netMinor': numbers?.netMinor ?? 0,
    'orders.averageMinor': numbers && numbers.count > 0 ? Math.round(numbers.netMinor / numbers.count) : null,
    'orders.items': numbers?.items ?? 0,
    'orders.discounted': 0,
    'orders.firstAt': numbers?.firstAt ?? null,
    'orders.lastAt': numbers?.lastAt ?? null,
    'rfm.recency': traits?.recency ?? null,
    'traits.device': traits?.device ?? null,
    'traits.favouriteTypes': traits?.types ?? [],
    'traits.favouriteVendors': [],
    'traits.favouriteCollections': [],
    'shopify.tags': rows.isCustomer ? rows.tags : [],
    'cart.itemCount': cart ? cart.quantity : null,
    'cart.valueMinor': cart ? cart.quantity * 100 : null,
    'cart.linesChangedAt': cart?.linesChangedAt ?? null,
    'cart.isBought': cart?.isBought ?? null,
  };
}

export interface Someone {
  person: KnownPerson;
  rows: Rows;
}

const someone = (now: Date): fc.Arbitrary<Omit<Someone, 'person'> & { person: Omit<KnownPerson, 'goods'> }> =>
  fc
    .record({
      id: fc.uuid({ version: 7 }),
      known: knownFacts(now),
      properties: fc.record(
        {
          plan: fc.oneof(text, number, fc.boolean()),
          size: number,
          member: fc.oneof(fc.constantFrom(...DAYS_OF_YEAR), fc.boolean()),
        },
        { requiredKeys: [] },
      ),
      events: events(now),
      shopifySegments: fc.uniqueArray(fc.constantFrom(...SEGMENTS), { maxLength: 2 }),
    })
    .map(({ id: own, known: { rows, facts }, properties, shopifySegments, ...rest }) => ({
      rows,
      person: {
        ...{ id: own, facts, events: byType(rest.events), segments: new Set<string>() },
        properties: properties,
        shopifySegments: new Set(rows.isCustomer ? shopifySegments : []),
      },
    }));

export interface Crowd {
  moment: Moment;
  goods: ReadonlyMap<string, Goods>;
  people: Someone[];
}

export const crowds = (size: number, when: fc.Arbitrary<Moment> = moments): fc.Arbitrary<Crowd> =>
  when
    .chain((moment) =>
      fc.record({
        moment: fc.constant(moment),
        goods,
        people: fc.uniqueArray(someone(moment.at), {
          ...{ minLength: size, maxLength: size, selector: ({ person }) => person.id },
        }),
      }),
    )
    .map(({ moment, goods: known, people }) => ({
      moment,
      goods: known,
      people: people.map(({ rows, person }) => ({ rows, person: { ...person, goods: known } })),
    }));

// Rules.

const valuesOf = (type: ValueType, is: Operator): fc.Arbitrary<RuleValue> => {
  if (is === 'known') return fc.boolean();
  if (is === 'one-of') return fc.array(textsOf(type), { minLength: 1, maxLength: 3 });
  if (type === 'number') return number;
  return type === 'boolean' ? fc.boolean() : textsOf(type);
};

function textsOf(type: ValueType): fc.Arbitrary<string> {
  if (type === 'choice')
    return fc.constantFrom('DE', 'AT', 'granted', 'never-given', 'mobile', 'desktop', ...COLLECTIONS);
  if (type === 'ids') return fc.constantFrom(...IDS, ...COLLECTIONS);
  if (type === 'list') return fc.constantFrom(...TAGS, ...TEXTS);
  return type === 'instant' ? fc.constantFrom('2026-03-09T12:00:00.000Z', '2026-03-01T00:00:00.000Z') : text;
}

/** Mostly what says something of a type; now and then what does not. */
const comparisonOf = (type: ValueType): fc.Arbitrary<Comparison> =>
  fc
    .oneof(
      { weight: 9, arbitrary: fc.constant(type) },
      { weight: 1, arbitrary: fc.constantFrom<ValueType>('number', 'text', 'boolean', 'ids') },
    )
    .chain((as) => fc.constantFrom(...operatorsOf[as]).chain((is) => valuesOf(as, is).map((value) => ({ is, value }))));

const anyType = fc.constantFrom<ValueType>('text', 'number', 'boolean');

const filterOf = (event: EventType): fc.Arbitrary<Filter> =>
  fc
    .constantFrom(...(event === 'custom_event' ? ['custom:plan', 'custom:size'] : fieldNamesOf(event)))
    .chain((field) => {
      const type = fieldOf(event, field)?.type ?? null;
      const comparison = type === null ? anyType.chain(comparisonOf) : comparisonOf(type);
      return comparison.map((compared) => ({ field, ...compared }));
    });

const choices: fc.Arbitrary<EventChoice> = fc.constantFrom(...EVENTS).chain((event) =>
  fc.record(
    {
      event: fc.constant(event),
      ...(event === 'custom_event' ? { named: fc.constantFrom('Joined', 'Left') } : {}),
      where: fc.array(filterOf(event), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['event'] },
  ),
);

const length = fc.constantFrom(...LENGTHS);
const windows: fc.Arbitrary<Window> = fc.oneof(
  { weight: 4, arbitrary: length.map((minutes) => ({ minutes })) },
  { weight: 1, arbitrary: fc.constant('ever' as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(length, fc.constantFrom(0, ...LENGTHS))
      .map(([fromMinutes, toMinutes]) => ({ fromMinutes, toMinutes })),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        since: fc.constant('2026-03-01T00:00:00.000Z'),
        until: fc.constantFrom('2026-03-10T12:00:00.000Z', '2026-04-01T00:00:00.000Z'),
      },
      { requiredKeys: ['since'] },
    ),
  },
);

const factsOfType = (...types: ValueType[]) => factKeys.filter((key) => types.includes(describeFact(key).type));
const comparable = factKeys.filter((key) => describeFact(key).type !== 'instant' || key.startsWith('profile'));

const leaves: fc.Arbitrary<Leaf> = fc.oneof(
  fc
    .constantFrom(...comparable)
    .chain((fact) =>
      comparisonOf(describeFact(fact).type).map((compared) => ({ kind: 'fact' as const, fact, ...compared })),
    ),
  fc
    .constantFrom(...KEYS)
    .chain((key) => anyType.chain(comparisonOf).map((compared) => ({ kind: 'property' as const, key, ...compared }))),
  fc
    .tuple(choices, fc.integer({ min: 1, max: 3 }), windows, fc.boolean(), fc.boolean())
    .map(([choice, atLeast, within, isEach, isWithout]) => {
      const each = isEach && productsToldBy(choice.event) !== 'none';
      return {
        ...{ kind: 'happened' as const, ...choice, atLeast, within },
        ...(each ? { each: 'product' as const } : {}),
        ...(each && isWithout ? { without: 'order_placed' as const } : {}),
      };
    }),
  fc
    .tuple(
      fc.constantFrom(
        ...([
          ['order_placed', 'total'],
          ['product_viewed', 'price'],
          ['search_submitted', 'resultCount'],
          ['custom_event', 'custom:size'],
        ] as const),
      ),
      fc.constantFrom('sum', 'average', 'highest', 'lowest'),
      fc.constantFrom('at-least', 'at-most'),
      fc.tuple(number, windows),
    )
    .map(([[event, of], measure, is, [value, within]]) => ({
      kind: 'measured' as const,
      event,
      measure,
      of,
      is,
      value,
      within,
    })),
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...factsOfType('instant')).map((fact) => ({ fact })),
        fc.tuple(choices, fc.constantFrom('first', 'last')).map(([choice, which]) => ({ ...choice, which })),
      ),
      fc.constantFrom('within', 'over'),
      length,
    )
    .map(([of, is, minutes]) => ({ kind: 'age' as const, of, is, minutes })),
  fc
    .tuple(
      fc.constantFrom({ fact: 'profile.birthday' as const }, { property: 'member' }),
      fc.boolean(),
      fc.constantFrom(
        ...([
          [0, 0],
          [-1, 1],
          [3, 3],
          [-40, 0],
          [0, 366],
          [2, 1],
        ] as const),
      ),
    )
    .map(([of, yearly, [from, to]]) => ({ kind: 'day' as const, of, yearly, from, to })),
  fc.constantFrom(...SEGMENTS).map((own) => ({ kind: 'shopify-segment' as const, id: own })),
  fc
    .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 5_000 }))
    .map(([salt, from]) => ({ kind: 'chance' as const, salt, from, below: from + 5_000 })),
);

export const rules: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaves,
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }) as fc.Arbitrary<Rule>,
    fc.record({ kind: fc.constant('not'), rule: tie('rule') }) as fc.Arbitrary<Rule>,
  ),
})).rule;
