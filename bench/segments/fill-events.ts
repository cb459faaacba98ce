import pg from 'pg';

export interface CrowdSize {
  profiles: number;
  events: number;
}

const FILLED = ['products', 'profiles', 'addresses', 'consent_states', 'events', 'profile_numbers', 'profile_traits'];
const PRODUCTS = 5_000;
const COLLECTIONS = 50;

/**
 * Fills a shop with so many people and so many events of the last year, made in the database by a seeded generator of its own: the newer the more,
 * some people do much and most little. Indexes are made afterwards, and no trigger looks on.
 */
export async function fillEvents(
  ownerUrl: string,
  shopId: string,
  size: CrowdSize,
  seed: number,
  now: Date,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shopId]);
    for (const table of FILLED) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(`SET maintenance_work_mem = '1GB'`);
    await client.query(`SELECT setseed($1)`, [1 / (seed + 1)]);
    const indexes = await dropIndexes(client, 'events');
    for (const [text, values] of statements(shopId, size, now)) await client.query(text, values);
    for (const index of indexes) await client.query(index);
    for (const table of FILLED) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

/** Gives what makes them again, and the reference to the shop with them. */
async function dropIndexes(client: pg.Client, table: string): Promise<string[]> {
  const { rows: references } = await client.query<{ name: string; how: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS how FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`,
    [table],
  );
  for (const { name } of references) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  const { rows } = await client.query<{ name: string; how: string }>(
    `SELECT indexname AS name, indexdef AS how FROM pg_indexes WHERE tablename = $1 AND schemaname = 'public'
     AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return [
    ...rows.map(({ how }) => how),
    ...references.map(({ name, how }) => `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${how}`),
  ];
}

/** A person's id by number: as close together as ids that follow time. */
export const personId = (number: number): string => `0197c2a0-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const PERSON = (number: string): string => `('0197c2a0-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const EVENT = (number: string): string => `('0197c2a0-0001-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

function statements(shopId: string, { profiles, events }: CrowdSize, now: Date): [string, unknown[]][] {
  return [
    [
      `INSERT INTO products ("shopId", "id", "handle", "title", "vendor", "productType", "tags", "collectionIds", "status", "isPublished", "createdAt", "sourceUpdatedAt")
       SELECT $1, 'p' || n, 'p' || n, 'Product ' || n, 'Vendor ' || n % 40, 'Type ' || n % 20, '{}', ARRAY['c' || n % ${COLLECTIONS}], 'ACTIVE', true, $2, $2
       FROM generate_series(1, ${PRODUCTS}) n`,
      [shopId, now],
    ],
    [
      `INSERT INTO profiles ("shopId", "id", "primaryAddressId", "countryCode", "city", "locale", "createdAt", "lastSeenAt")
       SELECT $1, ${PERSON('n')}, CASE WHEN n % 10 < 7 THEN ${PERSON('n')} END, (ARRAY['DE','AT','CH','FR','NL'])[1 + n % 5], 'City ' || n % 300, 'de',
         $2::timestamptz - random() * interval '700 days', $2 FROM generate_series(1, ${profiles}) n`,
      [shopId, now],
    ],
    [
      `INSERT INTO addresses ("shopId", "id", "profileId", "emailHash", "email", "salt", "createdAt")
       SELECT $1, ${PERSON('n')}, ${PERSON('n')}, sha256(n::text::bytea), '', '', $2 FROM generate_series(1, ${profiles}) n WHERE n % 10 < 7`,
      [shopId, now],
    ],
    [
      `INSERT INTO consent_states ("shopId", "addressId", "purpose", "state", "entrySeq", "since")
       SELECT $1, ${PERSON('n')}, 'marketing', CASE WHEN n % 3 < 2 THEN 'granted' ELSE 'withdrawn' END, n, $2 FROM generate_series(1, ${profiles}) n WHERE n % 10 < 7`,
      [shopId, now],
    ],
    [
      `INSERT INTO events ("shopId", "id", "profileId", "type", "occurredAt", "recordedAt", "source", "dedupeKey", "properties")
       SELECT $1, ${EVENT('n')}, ${PERSON(`1 + floor(${profiles} * power(who, 2))::int % ${profiles}`)}, t, $2::timestamptz - power(back, 2) * interval '365 days', $2, 'storefront', 'b' || n,
         CASE WHEN t IN ('product_viewed', 'product_added_to_cart') THEN jsonb_build_object('productId', 'p' || 1 + floor(${PRODUCTS} * power(what, 2)), 'priceMinor', 100 + floor(what * 9000))
           WHEN t = 'order_placed' THEN jsonb_build_object('orderId', 'o' || n, 'productIds', jsonb_build_array('p' || 1 + floor(${PRODUCTS} * power(what, 2))), 'totalMinor', 500 + floor(what * 20000), 'currency', 'EUR')
           WHEN t = 'search_submitted' THEN jsonb_build_object('query', (ARRAY['Bowl','blue lamp','oak table','gift'])[1 + floor(what * 4)])
           WHEN t = 'page_viewed' THEN jsonb_build_object('url', '/pages/' || floor(what * 30), 'device', 'mobile')
           ELSE jsonb_build_object('messageId', ${EVENT('n')}) END
       FROM (SELECT n, random() AS who, random() AS back, random() AS what, (ARRAY['product_viewed','product_viewed','product_viewed','product_viewed','product_viewed','page_viewed','page_viewed','page_viewed',
         'search_submitted','product_added_to_cart','product_added_to_cart','order_placed','email_opened','email_opened','email_clicked'])[1 + floor(random() * 15)] AS t
         FROM generate_series(1, ${events}) n) made`,
      [shopId, now],
    ],
    [
      `INSERT INTO profile_numbers ("shopId", "profileId", "orderCount", "grossMinor", "refundedMinor", "netMinor", "averageMinor", "itemCount", "firstOrderAt", "lastOrderAt")
       SELECT "shopId", "profileId", count(*), sum(total), 0, sum(total), round(avg(total)), count(*), min("occurredAt"), max("occurredAt")
       FROM (SELECT *, ("properties"->>'totalMinor')::float8 AS total FROM events WHERE "type" = 'order_placed') o GROUP BY 1, 2`,
      [],
    ],
    [
      `INSERT INTO profile_traits ("shopId", "profileId", "usualDevice", "favourites", "countedAt")
       SELECT $1, ${PERSON('n')}, CASE WHEN n % 4 < 3 THEN 'mobile' ELSE 'desktop' END, '{}', $2 FROM generate_series(1, ${profiles}) n WHERE n % 2 = 0`,
      [shopId, now],
    ],
  ];
}
