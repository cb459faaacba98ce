import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asUtf8, delimiterOf, kindOfFile, narrowEncoding, wideEncoding } from './sniff-text';

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe('what a file is', () => {
  it.each([
    [Buffer.alloc(0), 'empty'],
    [Buffer.from([0x1f, 0x8b, 0]), 'gzip'],
    [Buffer.from('PK\x03\x04'), 'zip'],
    [Buffer.from('PKW,b'), 'text'],
  ])('%j is %s', (bytes, kind) => {
    expect(kindOfFile(bytes)).toBe(kind);
  });

  it('is UTF-8 or Windows-1252 by all of it, wherever a letter is cut', async () => {
    const text = `${'a'.repeat(2_000)}ü€`;
    for (const size of [1, 3, 1_999]) {
      expect(await narrowEncoding(inPieces(Buffer.from(text), size))).toBe('utf-8');
      expect(await narrowEncoding(inPieces(Buffer.from(text, 'latin1'), size))).toBe('windows-1252');
    }
    expect(await narrowEncoding(inPieces(Buffer.from(text).subarray(0, -1), 5))).toBe('windows-1252');
    expect(wideEncoding(Buffer.from(text))).toBeNull();
  });

  it('gives the same pieces whatever way it comes in, and together they are the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const pieces: Buffer[] = [];
        for await (const piece of asUtf8(inPieces(Buffer.from(text, 'utf16le'), size), 'utf-16le', 4))
          pieces.push(piece);
        expect(Buffer.concat(pieces).toString()).toBe(text.replace(/^\uFEFF/, ''));
        expect(pieces.slice(0, -1).every((piece) => piece.length === 4)).toBe(true);
      }),
    );
  });

  it.each([
    ['a,b\n1;2;3;4,5', ','],
    ['a;b\n', ';'],
    ['a\tb\n', '\t'],
    ['a|b', '|'],
    ['"a;b;c",d\n', ','],
    ['Email\nx;y', ';'],
    ['Email', ','],
  ])('%j is parted by %j', (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });
});
