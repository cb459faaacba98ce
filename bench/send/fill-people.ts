import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Vault } from '~/platform/crypto/vault.server';

const TABLES = ['profiles', 'identities', 'addresses', 'consent_states', 'carts', 'flow_runs', 'messages'];
const CHUNK = 2_000;
const FOUR_HOURS_MS = 4 * 3_600_000;

export const emailOf = (number: number): string => `person-${number}@example.com`;
/** The number in an address of these, or null. */
export const numberIn = (email: string): number | null => {
  const number = /^person-(\d+)@example\.com$/.exec(email)?.[1];
  return number === undefined ? null : Number(number);
};

/** Ids by number, as close together as ids that follow time. */
export const idOf = (kind: 'profile' | 'address' | 'run' | 'message', number: number): string =>
  `0197c2a0-000${['profile', 'address', 'run', 'message'].indexOf(kind)}-7000-8000-${number.toString(16).padStart(12, '0')}`;

export interface CartProduct {
  variantId: string;
  productId: string;
  title: string;
  priceMinor: number;
}

export interface Crowd {
  shopId: string;
  vault: Vault;
  /** First number, and how many. */
  from: number;
  count: number;
  products: readonly CartProduct[];
  /** When each one's mail is due, by its number: business time. */
  dueAtOf(number: number): Date;
  /** `run`: the flow waits, and plans the mail when its time has come; `message`: it has planned the mail already. */
  waiting: 'run' | 'message';
  /** Of whom Shopify tells something, the id of the customer. */
  customerOf?(number: number): string | null;
}

/**
 * People who agreed to mail and left a cart four hours before their mail is due, each with a run of the shop's own flow. Written past the app: what is
 * measured comes afterwards. No trigger looks on.
 */
export async function fillPeople(owner: pg.Client, crowd: Crowd): Promise<void> {
  const version = await liveVersion(owner, crowd.shopId);
  await withoutTriggers(owner, async () => {
    for (let at = crowd.from; at < crowd.from + crowd.count; at += CHUNK) {
      const numbers = Array.from({ length: Math.min(CHUNK, crowd.from + crowd.count - at) }, (_, nth) => at + nth);
      await fillSome(owner, crowd, version, numbers);
    }
  });
}

/** Visitors whose run waits for a time that will not come during the bench. */
export async function fillWaiting(
  owner: pg.Client,
  { shopId, from, count, dueAt }: { shopId: string; from: number; count: number; dueAt: Date },
): Promise<void> {
  const version = await liveVersion(owner, shopId);
  const id = (kind: 'profile' | 'run') => `('${idOf(kind, 0).slice(0, 24)}' || lpad(to_hex(n), 12, '0'))::uuid`;
  await withoutTriggers(owner, async () => {
    await owner.query(
      `INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt")
       SELECT $1::uuid, ${id('profile')}, $2::timestamptz, $2::timestamptz FROM generate_series($3::int, $4::int) n`,
      [shopId, new Date(dueAt.getTime() - FOUR_HOURS_MS), from, from + count - 1],
    );
    await owner.query(
      `INSERT INTO flow_runs ("shopId", "id", "flowKey", "version", "profileId", "subject", "state", "status", "startedAt", "dueAt")
       SELECT $1::uuid, ${id('run')}, 'abandoned-cart', $2::int, ${id('profile')}, jsonb_build_object('cartToken', 'waiting-' || n),
         jsonb_build_object('node', 'wait-for-silence', 'arrivedAt', $3::text), 'active', $3::timestamptz,
         $4::timestamptz + n * interval '1 millisecond'
       FROM generate_series($5::int, $6::int) n`,
      [shopId, version, new Date(dueAt.getTime() - FOUR_HOURS_MS).toISOString(), dueAt, from, from + count - 1],
    );
  });
}

async function liveVersion(owner: pg.Client, shopId: string): Promise<number> {
  const { rows } = await owner.query<{ liveVersion: number }>(
    `SELECT "liveVersion" FROM flows WHERE "shopId" = $1 AND "key" = 'abandoned-cart' AND "isOn"`,
    [shopId],
  );
  const [flow] = rows;
  if (!flow) throw new Error('the flow is not on');
  return flow.liveVersion;
}

async function withoutTriggers(owner: pg.Client, work: () => Promise<void>): Promise<void> {
  for (const table of TABLES) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await work();
  for (const table of TABLES) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  for (const table of TABLES) await owner.query(`ANALYZE ${table}`);
}

async function fillSome(owner: pg.Client, crowd: Crowd, version: number, numbers: number[]): Promise<void> {
  const { shopId, waiting } = crowd;
  const rows = JSON.stringify(numbers.map((number) => rowOf(crowd, number)));
  const from = `FROM jsonb_to_recordset($2::jsonb) AS r("profileId" uuid, "addressId" uuid, "runId" uuid, "messageId" uuid, "email" text,
    "emailHash" text, "customerId" text, "firstName" text, "salt" text, "token" text, "lines" jsonb, "changedAt" timestamptz, "dueAt" timestamptz)`;
  const insert = (text: string, more = '') => owner.query(`${text} ${from} ${more}`, [shopId, rows]);
  await insert(
    `INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt") SELECT $1::uuid, r."profileId", r."changedAt", r."changedAt"`,
  );
  await insert(
    `INSERT INTO addresses ("shopId", "id", "profileId", "emailHash", "email", "firstName", "salt", "createdAt", "toldAt")
     SELECT $1::uuid, r."addressId", r."profileId", decode(r."emailHash", 'base64'), decode(r."email", 'base64'), decode(r."firstName", 'base64'),
       decode(r."salt", 'base64'), r."changedAt", r."changedAt"`,
  );
  const identify = (kind: string, value: string) =>
    insert(
      `INSERT INTO identities ("shopId", "kind", "value", "profileId", "evidence", "linkedAt")
       SELECT $1::uuid, '${kind}', v."value", r."profileId", 'bench', r."changedAt"`,
      `CROSS JOIN LATERAL (SELECT ${value}) AS v("value") WHERE v."value" IS NOT NULL`,
    );
  await identify('email', `encode(decode(r."emailHash", 'base64'), 'hex')`);
  await identify('customer', `r."customerId"`);
  await owner.query(
    `UPDATE profiles p SET "primaryAddressId" = a."id" FROM addresses a
     WHERE p."shopId" = $1 AND a."shopId" = $1 AND a."profileId" = p."id" AND p."id" = ANY($2::uuid[])`,
    [shopId, numbers.map((number) => idOf('profile', number))],
  );
  await insert(
    `INSERT INTO consent_states ("shopId", "addressId", "purpose", "state", "entrySeq", "since")
     SELECT $1::uuid, r."addressId", 'marketing', 'granted', 1, r."changedAt" - interval '1 day'`,
  );
  await insert(
    `INSERT INTO carts ("shopId", "token", "profileId", "checkoutUrl", "lines", "currency", "createdAt", "linesChangedAt", "cartUpdatedAt")
     SELECT $1::uuid, r."token", r."profileId", 'https://shop.example/checkouts/' || r."token", r."lines", 'EUR', r."changedAt", r."changedAt", r."changedAt"`,
  );
  const node = waiting === 'run' ? 'wait-for-silence' : 'wait-a-day';
  const runDueAt = waiting === 'run' ? 'r."dueAt"' : `r."dueAt" + interval '20 hours'`;
  await insert(
    `INSERT INTO flow_runs ("shopId", "id", "flowKey", "version", "profileId", "subject", "state", "status", "startedAt", "dueAt")
     SELECT $1::uuid, r."runId", 'abandoned-cart', ${version}, r."profileId", jsonb_build_object('cartToken', r."token"),
       jsonb_build_object('node', '${node}', 'arrivedAt', to_char(r."changedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'active',
       r."changedAt", ${runDueAt}`,
  );
  if (waiting === 'message')
    await insert(
      `INSERT INTO messages ("shopId", "id", "sourceKind", "sourceId", "stepKey", "profileId", "flowKey", "addressId", "templateKey", "priority",
         "subject", "dueAt", "expiresAt", "plannedAt")
       SELECT $1::uuid, r."messageId", 'flow-run', r."runId", 'first-mail', r."profileId", 'abandoned-cart', r."addressId", 'abandoned-cart-first', 70,
         jsonb_build_object('cartToken', r."token"), r."dueAt", r."dueAt" + interval '18 hours', r."dueAt"`,
    );
}

function rowOf({ vault, shopId, products, dueAtOf, customerOf }: Crowd, number: number): object {
  const dueAt = dueAtOf(number);
  const email = emailOf(number);
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  return {
    ...{ profileId: idOf('profile', number), addressId: idOf('address', number), runId: idOf('run', number) },
    ...{ messageId: idOf('message', number), token: `cart-${number}`, dueAt },
    email: base64(vault.seal(email, shopId)),
    emailHash: base64(vault.hash(email, shopId)),
    customerId: customerOf?.(number) ?? null,
    firstName: base64(vault.seal(`Ana ${number % 500}`, shopId)),
    salt: base64(randomBytes(16)),
    lines: linesOf(products, number),
    changedAt: new Date(dueAt.getTime() - FOUR_HOURS_MS),
  };
}

/** One to three products, by number. */
function linesOf(products: readonly CartProduct[], number: number): object[] {
  return Array.from({ length: 1 + (number % 3) }, (_, nth) => {
    const product = products[(number * 7 + nth * 13) % products.length];
    if (!product) throw new Error('the shop has nothing to sell');
    return { ...product, variantTitle: null, quantity: 1 + ((number + nth) % 2) };
  });
}
