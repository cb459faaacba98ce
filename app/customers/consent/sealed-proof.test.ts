import { describe, expect, it } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { openProof, sealProof } from './sealed-proof.server';

const vault = createVault(Buffer.alloc(32, 7));
const ANNA = { shopId: 'shop', salt: Buffer.from('salt of Anna') };
const WORDS = 'Receipt 77, signed “Anna Ek”';

describe('words that prove a consent', () => {
  it('are read again with the salt of the address', () => {
    const sealed = sealProof(vault, ANNA, WORDS);
    expect(sealed).toMatch(/^sealed:[\w-]+$/);
    expect(Buffer.from(sealed.slice(7), 'base64url').toString('latin1')).not.toContain('Anna');
    expect(openProof(vault, ANNA, sealed)).toBe(WORDS);
  });

  it.each([
    ['another salt', { ...ANNA, salt: Buffer.from('another') }],
    ['another shop', { ...ANNA, shopId: 'other' }],
  ])('are not read with %s', (_, of) => {
    expect(() => openProof(vault, of, sealProof(vault, ANNA, WORDS))).toThrow();
  });

  it('that were changed are not read', () => {
    const sealed = sealProof(vault, ANNA, WORDS);
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(() => openProof(vault, ANNA, changed)).toThrow();
  });

  it('of our own, which name nobody, stand as they are', () => {
    expect(openProof(vault, ANNA, '203.0.113.0/24')).toBe('203.0.113.0/24');
  });
});
