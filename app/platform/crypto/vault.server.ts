import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * Encryption at rest, keyed hashes and signed tokens, each with a key of its own derived from the one in the environment.
 * Sealed bytes are: version (1) ‖ nonce (12) ‖ tag (16) ‖ ciphertext, AES-256-GCM; the context (a shop's id) must be the same on opening.
 */
export interface Vault {
  seal(plain: string, context: string): Buffer<ArrayBuffer>;
  /** Throws when the bytes were changed or sealed for another context. */
  open(sealed: Uint8Array, context: string): string;
  /** As `seal` and `open`, for what is no text. */
  sealBytes(plain: Uint8Array, context: string): Buffer<ArrayBuffer>;
  openBytes(sealed: Uint8Array, context: string): Buffer<ArrayBuffer>;
  /** 32 bytes; the same value in the same context always gives the same hash, and nobody without the key can try values. */
  hash(value: string, context: string): Buffer<ArrayBuffer>;
  /** URL-safe token that carries the text readably and cannot be forged. */
  sign(text: string, purpose: string): string;
  /** The token's text, or null where it was not signed here for this purpose. */
  verify(token: string, purpose: string): string | null;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 256;
const TAG_BYTES = 16;
const SIGNATURE_BYTES = 24;

/** Random bytes, fetched for many nonces at once and each given out once: asking for twelve takes longer than encrypting a name. */
function createNonces(): () => Buffer {
  let [pool, at] = [Buffer.alloc(0), 0];
  return () => {
    if (at + NONCE_BYTES > pool.length) [pool, at] = [randomBytes(NONCE_BYTES * NONCES_AT_ONCE), 0];
    at += NONCE_BYTES;
    return pool.subarray(at - NONCE_BYTES, at);
  };
}

export function createVault(masterKey: Buffer): Vault {
  // Key objects, not bytes: with bytes Node 24 examines the key anew in each call, which takes longer than encrypting a name.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, 'kindred', use, 32)));
  const sealing = derive('seal');
  const hashing = derive('hash');
  const signing = derive('sign');
  const signature = (text: string, purpose: string) =>
    createHmac('sha256', signing).update(`${purpose}\0${text}`).digest().subarray(0, SIGNATURE_BYTES);

  const nextNonce = createNonces();

  const sealBytes: Vault['sealBytes'] = (plain, context) => {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
  };
  const openBytes: Vault['openBytes'] = (sealed, context) => {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== VERSION) throw new Error(`sealed bytes of an unknown version: ${bytes[0]}`);
    const tagAt = 1 + NONCE_BYTES;
    const bodyAt = tagAt + TAG_BYTES;
    // Without its length named, Node takes a tag cut down to four bytes for a whole one.
    const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(1, tagAt), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(tagAt, bodyAt));
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]);
  };

  return {
    ...{ sealBytes, openBytes },
    seal: (plain, context) => sealBytes(Buffer.from(plain), context),
    open: (sealed, context) => openBytes(sealed, context).toString('utf8'),
    hash: (value, context) => Buffer.from(createHmac('sha256', hashing).update(`${context}\0${value}`).digest()),
    sign: (text, purpose) =>
      `${Buffer.from(text).toString('base64url')}.${signature(text, purpose).toString('base64url')}`,
    verify(token, purpose) {
      const [body, given] = token.split('.');
      if (!body || !given) return null;
      const text = Buffer.from(body, 'base64url').toString('utf8');
      const expected = signature(text, purpose);
      const bytes = Buffer.from(given, 'base64url');
      return bytes.length === expected.length && timingSafeEqual(bytes, expected) ? text : null;
    },
  };
}
