import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvLine } from './csv';

/** Reads one line as RFC 4180 has it. */
function readLine(line: string): string[] {
  const fields: string[] = [];
  let rest = line.replace(/\r\n$/, '');
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const plain = /^[^,]*/.exec(rest)?.[0] ?? '';
    fields.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : plain);
    rest = rest.slice((quoted ? quoted[0] : plain).length);
    if (!rest.startsWith(',')) return fields;
    rest = rest.slice(1);
  }
}

describe('a field of a CSV file', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['\0x', "'\0x"],
    ['=a,b', `"'=a,b"`],
    ["'=1", "'=1"],
  ])('%j becomes %j', (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it('that is a number stays one, also below zero', () => {
    expect([csvField(-5), csvField(7n), csvField(null)]).toEqual(['-5', '7', '']);
  });

  it('whatever it holds, reads back as it was, but for the quote before a formula, and never begins one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (values) => {
        const read = readLine(csvLine(values));
        expect(read).toHaveLength(values.length);
        for (const [index, text] of read.entries()) {
          expect(text).not.toMatch(/^[=+\-@\t\r\0]/);
          expect([values[index], `'${values[index]}`]).toContain(text);
          expect(text.replace(/^'/, '')).toBe((values[index] ?? '').replace(/^'/, ''));
        }
      }),
    );
  });
});
