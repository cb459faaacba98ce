import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'kdr_';
/** 192 bits of chance. */
const SECRET_BYTES = 24;
const SECRET_CHARS = 32;
const SHOP_CHARS = 22;
const SHOWN_CHARS = 8;
const KEY = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{${SECRET_CHARS + SHOP_CHARS}}$`);

export interface NewApiKey {
  /** To be shown once, and kept nowhere. */
  key: string;
  /** How it begins, by which it is told from others later: 144 of its bits stay unknown. */
  prefix: string;
  hash: Buffer<ArrayBuffer>;
}

/**
 * Makes a key for a shop: `kdr_`, 192 bits of chance, then the shop's id, both in base64url. The id lets the key be looked for behind that shop's
 * wall alone; it opens nothing by itself.
 */
export function makeApiKey(shopId: string): NewApiKey {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const key = PREFIX + secret + Buffer.from(shopId.replaceAll('-', ''), 'hex').toString('base64url');
  return { key, prefix: key.slice(0, PREFIX.length + SHOWN_CHARS), hash: hashOfKey(key) };
}

/** Which shop a key claims to be of, and the hash it is found by there. Null for what is no key of ours. */
export function readApiKey(key: string): { shopId: string; hash: Buffer<ArrayBuffer> } | null {
  if (!KEY.test(key)) return null;
  const hex = Buffer.from(key.slice(-SHOP_CHARS), 'base64url').toString('hex');
  const shopId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { shopId, hash: hashOfKey(key) };
}

/**
 * SHA-256, without salt or stretching: those make guesses dear where a secret was thought up by a person. This one has 192 bits of chance, so that
 * nobody who holds the hashes can guess at all, and each request is checked in microseconds.
 */
const hashOfKey = (key: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(key).digest());
