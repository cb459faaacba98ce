import type { EventType } from '~/capture/events/event';
import type { FactRule, HappenedRule, Rule } from '~/customers/rules/rule';

const DAY = 1_440;
export const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });
export const not = (rule: Rule): Rule => ({ kind: 'not', rule });
export const happened = (event: EventType, days: number, atLeast = 1, more: Partial<HappenedRule> = {}): Rule => ({
  ...{ kind: 'happened', event, atLeast, within: { minutes: days * DAY }, ...more },
});
export const fact = (key: FactRule['fact'], is: FactRule['is'], value: FactRule['value']): Rule => ({
  ...{ kind: 'fact', fact: key, is, value },
});

export interface ComparedSegment {
  name: string;
  rule: Rule;
  /** What somebody who knows the tables would write for it. $1 is the shop, $2 the moment. */
  sql: string;
}

const PEOPLE = `FROM profiles p`;
const OF_SHOP = `p."shopId" = $1 AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL`;
const since = (days: number): string =>
  `"occurredAt" > $2::timestamptz - interval '${days * 24} hours' AND e."occurredAt" <= $2`;
const did = (type: string, days: number, more = ''): string =>
  `EXISTS (SELECT 1 FROM events e WHERE e."shopId" = p."shopId" AND e."profileId" = p."id" AND e."type" = '${type}' AND e.${since(days)} ${more})`;
/** Set-wise, as is right where all people are asked. */
const who = (type: string, days: number, more = '', having = ''): string =>
  `SELECT e."profileId" FROM events e WHERE e."shopId" = $1 AND e."type" = '${type}' AND e.${since(days)} ${more} GROUP BY 1 ${having}`;
const NUMBERS = `JOIN profile_numbers n ON n."shopId" = p."shopId" AND n."profileId" = p."id"`;

/** Ten kinds of segments that shops have, each with a statement by hand that gives the same people. */
export const tenSegments: ComparedSegment[] = [
  {
    name: 'VIPs',
    rule: all(fact('orders.count', 'at-least', 3), fact('orders.netMinor', 'at-least', 20_000)),
    sql: `SELECT p."id" ${PEOPLE} ${NUMBERS} WHERE ${OF_SHOP} AND n."orderCount" >= 3 AND n."netMinor" >= 20000`,
  },
  {
    name: 'Window shoppers',
    rule: all(happened('product_viewed', 7, 3), not(happened('order_placed', 7))),
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('product_viewed', 7, '', 'HAVING count(*) >= 3')}) v ON v."profileId" = p."id"
      WHERE ${OF_SHOP} AND NOT ${did('order_placed', 7)}`,
  },
  {
    name: 'Lapsing',
    rule: { kind: 'age', of: { fact: 'orders.lastAt' }, is: 'over', minutes: 90 * DAY },
    sql: `SELECT p."id" ${PEOPLE} ${NUMBERS} WHERE ${OF_SHOP} AND n."lastOrderAt" <= $2::timestamptz - interval '2160 hours'`,
  },
  {
    name: 'Mobile in Germany',
    rule: all(fact('profile.country', 'is', 'DE'), fact('traits.device', 'is', 'mobile')),
    sql: `SELECT p."id" ${PEOPLE} JOIN profile_traits t ON t."shopId" = p."shopId" AND t."profileId" = p."id" WHERE ${OF_SHOP} AND p."countryCode" = 'DE' AND t."usualDevice" = 'mobile'`,
  },
  {
    name: 'Bought of a collection',
    rule: happened('order_placed', 30, 1, { where: [{ field: 'collection', is: 'is', value: 'c7' }] }),
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('order_placed', 30, `AND e."properties"->'productIds' ?| ARRAY(SELECT g."id" FROM products g WHERE g."shopId" = $1 AND 'c7' = ANY(g."collectionIds"))`)}) o ON o."profileId" = p."id" WHERE ${OF_SHOP}`,
  },
  {
    name: 'Clicked lately',
    rule: happened('email_clicked', 30),
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('email_clicked', 30)}) c ON c."profileId" = p."id" WHERE ${OF_SHOP}`,
  },
  {
    name: 'Subscribed, but asleep',
    rule: all(fact('consent.marketing', 'is', 'granted'), not(happened('email_opened', 90))),
    sql: `SELECT p."id" ${PEOPLE} JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing' AND c."state" = 'granted'
      WHERE ${OF_SHOP} AND NOT ${did('email_opened', 90)}`,
  },
  {
    name: 'Spent this quarter',
    rule: {
      ...{ kind: 'measured', event: 'order_placed', of: 'total', measure: 'sum', is: 'at-least', value: 30_000 },
      within: { minutes: 90 * DAY },
    },
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('order_placed', 90, '', `HAVING sum((e."properties"->>'totalMinor')::numeric) >= 30000`)}) s ON s."profileId" = p."id" WHERE ${OF_SHOP}`,
  },
  {
    name: 'Looked for bowls',
    rule: happened('search_submitted', 30, 1, { where: [{ field: 'query', is: 'contains', value: 'bowl' }] }),
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('search_submitted', 30, `AND strpos(lower(e."properties"->>'query'), 'bowl') > 0`)}) s ON s."profileId" = p."id" WHERE ${OF_SHOP}`,
  },
  {
    name: 'Left something',
    rule: all(happened('product_added_to_cart', 3), not(happened('order_placed', 3))),
    sql: `SELECT p."id" ${PEOPLE} JOIN (${who('product_added_to_cart', 3)}) a ON a."profileId" = p."id" WHERE ${OF_SHOP} AND NOT ${did('order_placed', 3)}`,
  },
];

/** So many segments as a shop may keep live at once: the ten, and the same with other numbers. */
export function manySegments(count: number): { name: string; rule: Rule }[] {
  const days = [1, 2, 3, 5, 7, 14, 21, 30, 45, 60];
  const more = Array.from({ length: count }, (_, nth) => {
    const length = days[nth % days.length] ?? 7;
    const times = 1 + (nth % 4);
    const rules = [
      all(happened('product_viewed', length, times + 1), not(happened('order_placed', length))),
      all(fact('orders.count', 'at-least', times), {
        kind: 'age',
        of: { fact: 'orders.lastAt' },
        is: 'within',
        minutes: length * DAY,
      }),
      all(happened('product_added_to_cart', length, times), fact('profile.country', 'is-not', 'FR')),
      all(happened('page_viewed', length, times * 2), happened('search_submitted', 2 * length)),
      happened('product_viewed', length, 1, { where: [{ field: 'collection', is: 'is', value: `c${nth}` }] }),
    ];
    return { name: `Segment ${nth + 1}`, rule: rules[nth % rules.length] as Rule };
  });
  return [...tenSegments.map(({ name, rule }) => ({ name, rule })), ...more].slice(0, count);
}
