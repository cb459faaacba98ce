import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Vault } from '~/platform/crypto/vault.server';

/** Whose proof it is: with the salt of the address, which an erasure deletes, nobody can read it any more. */
export interface ProofOf {
  shopId: string;
  salt: Uint8Array;
}

const MARK = 'sealed:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals words of others that prove a consent, for the ledger, which is never changed: they might name somebody after all. `sealed:` and in base64url
 * nonce (12) ‖ tag (16) ‖ ciphertext, AES-256-GCM under a key made of the vault's and the address's salt.
 */
export function sealProof(vault: Vault, of: ProofOf, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(vault, of), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Opens what `sealProof` made; gives every other text as it is. Throws where it was sealed for somebody else or changed. */
export function openProof(vault: Vault, of: ProofOf, text: string): string {
  if (!text.startsWith(MARK)) return text;
  const bytes = Buffer.from(text.slice(MARK.length), 'base64url');
  const bodyAt = NONCE_BYTES + TAG_BYTES;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(vault, of), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, bodyAt));
  return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString('utf8');
}

const keyOf = (vault: Vault, { shopId, salt }: ProofOf): Buffer =>
  vault.hash(`proof ${Buffer.from(salt).toString('hex')}`, shopId);
