import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault } from './vault.server';

const vault = createVault(Buffer.alloc(32, 1));
const other = createVault(Buffer.alloc(32, 2));

/** Unpaired surrogates are no text: UTF-8 has no bytes for them. */
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('what is sealed', () => {
  it('opens to what was put in, whatever it was', () => {
    fc.assert(
      fc.property(text, text, (plain, context) => {
        expect(vault.open(vault.seal(plain, context), context)).toBe(plain);
      }),
    );
  });

  it('opens for no other context', () => {
    fc.assert(
      fc.property(text, text, text, (plain, context, wrong) => {
        fc.pre(context !== wrong);
        const sealed = vault.seal(plain, context);
        expect(() => vault.open(sealed, wrong)).toThrow();
      }),
    );
  });

  it('does not open with another key', () => {
    const sealed = vault.seal('anna@example.com', 'shop');
    expect(() => other.open(sealed, 'shop')).toThrow();
  });

  it('does not open when any one bit of it was flipped', () => {
    const sealed = vault.seal('anna@example.com', 'shop');
    const opened = Array.from({ length: sealed.length * 8 }, (_, bit) => bit).filter((bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return opens(changed);
    });
    expect(opened).toEqual([]);
  });

  it.each(['', 'anna@example.com'])('does not open when bytes are missing at its end or follow it: "%s"', (plain) => {
    const sealed = vault.seal(plain, 'shop');
    const cut = Array.from({ length: sealed.length }, (_, length) => length);
    expect(cut.filter((length) => opens(sealed.subarray(0, length)))).toEqual([]);
    expect(opens(Buffer.concat([sealed, Buffer.of(0)]))).toBe(false);
  });

  it('looks different each time, so that equal things are not seen to be equal', () => {
    const seals = Array.from({ length: 200 }, () => vault.seal('same', 'shop').toString('hex'));
    expect(new Set(seals).size).toBe(200);
  });

  it('shows nothing of what is in it', () => {
    expect(vault.seal('anna@example.com', 'shop').toString('latin1')).not.toContain('anna');
  });

  it('says which version it does not know', () => {
    const sealed = vault.seal('x', 'shop');
    sealed[0] = 9;
    expect(() => vault.open(sealed, 'shop')).toThrow('unknown version: 9');
  });

  function opens(sealed: Uint8Array): boolean {
    try {
      vault.open(sealed, 'shop');
      return true;
    } catch {
      return false;
    }
  }
});

describe('a hash', () => {
  it('is the same for the same value in the same context, and 32 bytes', () => {
    expect(vault.hash('anna@example.com', 'a')).toEqual(vault.hash('anna@example.com', 'a'));
    expect(vault.hash('', 'a')).toHaveLength(32);
  });

  it('differs by value, by context and by key', () => {
    const hashes = [
      vault.hash('anna@example.com', 'a'),
      vault.hash('anna@example.com', 'b'),
      vault.hash('ben@example.com', 'a'),
      other.hash('anna@example.com', 'a'),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(4);
  });

  it('does not let text move over from the context to the value', () => {
    expect(vault.hash('bc', 'a')).not.toEqual(vault.hash('c', 'ab'));
  });
});

describe('a token', () => {
  it('gives back the text it was signed over', () => {
    fc.assert(
      fc.property(text, text, (plain, purpose) => {
        fc.pre(plain !== '');
        expect(vault.verify(vault.sign(plain, purpose), purpose)).toBe(plain);
      }),
    );
  });

  it('stands in an address as it is', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(vault.sign(plain, 'link')).toMatch(/^[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{32}$/);
      }),
    );
  });

  it('is worth nothing for another purpose or with another key', () => {
    const token = vault.sign('message 1', 'unsubscribe');
    expect(vault.verify(token, 'click')).toBeNull();
    expect(other.verify(token, 'unsubscribe')).toBeNull();
  });

  it('changed in any one character it never gives another text', () => {
    const token = vault.sign('message 1', 'unsubscribe');
    const alphabet = 'ABCXYZabcxyz019-_.=%+/ ';
    const forged = [...token].flatMap((_, at) =>
      [...alphabet].map((character) => token.slice(0, at) + character + token.slice(at + 1)),
    );
    const texts = forged.map((each) => vault.verify(each, 'unsubscribe'));
    expect(new Set(texts)).toEqual(new Set([null, 'message 1']));
  });

  it('put together from two others is refused', () => {
    const [one = ''] = vault.sign('one', 'p').split('.');
    const [, two = ''] = vault.sign('two', 'p').split('.');
    expect(vault.verify(`${one}.${two}`, 'p')).toBeNull();
  });

  it('is refused in silence whatever nonsense it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (nonsense) => {
        expect(vault.verify(nonsense, 'p')).toBeNull();
      }),
    );
    for (const nonsense of ['', '.', '..', 'a.', '.b', 'a.b']) expect(vault.verify(nonsense, 'p')).toBeNull();
  });
});
