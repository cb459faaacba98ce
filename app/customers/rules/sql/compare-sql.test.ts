import { expect, it } from 'vitest';
import { testApp } from '../../../../tests/factories/test-app';
import { testDatabase } from '../../../../tests/setup/database';
import { fold } from '../compare';

/** Letters that came in 2025; PostgreSQL 18 knows those of the version before, and leaves these as they are. */
const OF_UNICODE_17 = /[\ua7ce\ua7d2\ua7d4\u{16ea0}-\u{16eb8}]/u;

const app = testApp(await testDatabase());

it('every letter there is has the same small one here and in PostgreSQL', async () => {
  const letters = Array.from({ length: 0x1ffff }, (_, code) => code + 1)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));
  const rows = await app.db.prisma.$queryRaw<{ letter: string; small: string }[]>`
    SELECT "letter", lower("letter" COLLATE "pg_c_utf8") AS "small" FROM unnest(${letters}::text[]) AS t("letter")`;
  const other = rows.filter(({ letter, small }) => fold(letter) !== small && !OF_UNICODE_17.test(letter));
  expect(
    other.map(({ letter, small }) => `${letter} U+${letter.codePointAt(0)?.toString(16)}: ${fold(letter)} ${small}`),
  ).toEqual([]);
  expect(rows.length).toBe(letters.length);
});
