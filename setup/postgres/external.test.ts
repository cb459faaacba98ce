import { describe, expect, it } from 'vitest';
import { externalDatabase } from './external';
import { startDatabase } from './start-database';

const appUrl = 'postgresql://app:a@db.example:5432/shop';
const ownerUrl = 'postgresql://owner:o@db.example:5432/shop';

describe('externalDatabase', () => {
  it('is none when neither address is set', () => {
    expect(externalDatabase({})).toBeUndefined();
    expect(externalDatabase({ DATABASE_URL: '', DATABASE_OWNER_URL: '' })).toBeUndefined();
  });

  it('takes both addresses as they are; the owner makes databases unless another role is named', () => {
    expect(externalDatabase({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })).toEqual({
      appUrl,
      ownerUrl,
      adminUrl: ownerUrl,
    });
    const adminUrl = 'postgres://admin:x@db.example/postgres';
    expect(
      externalDatabase({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATABASE_ADMIN_URL: adminUrl }),
    ).toEqual({
      appUrl,
      ownerUrl,
      adminUrl,
    });
  });

  it.each([
    [{ DATABASE_URL: appUrl }, /DATABASE_URL is set but DATABASE_OWNER_URL is not\. Set both/],
    [{ DATABASE_OWNER_URL: ownerUrl }, /DATABASE_OWNER_URL is set but DATABASE_URL is not\. Set both/],
    [
      { DATABASE_URL: 'mysql://a:b@c/d', DATABASE_OWNER_URL: ownerUrl },
      /DATABASE_URL is not a PostgreSQL address\. It looks like/,
    ],
    [
      { DATABASE_URL: appUrl, DATABASE_OWNER_URL: 'postgresql://db.example/shop' },
      /DATABASE_OWNER_URL is not a PostgreSQL address/,
    ],
    [
      { DATABASE_URL: appUrl, DATABASE_OWNER_URL: 'postgresql://owner:o@db.example' },
      /DATABASE_OWNER_URL is not a PostgreSQL address/,
    ],
    [{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: 'secret' }, /DATABASE_OWNER_URL is not a PostgreSQL address/],
  ])('refuses %o with the remedy', (env, message) => {
    expect(() => externalDatabase(env)).toThrow(message);
  });

  it('does not repeat a password in its refusal', () => {
    expect(() => externalDatabase({ DATABASE_URL: 'mysql://a:hunter2@c/d', DATABASE_OWNER_URL: ownerUrl })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('makes startDatabase start nothing: no folder is made, stop does nothing', async () => {
    const env = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
    const database = await startDatabase({ dir: '/nonexistent/kindred', log: (line) => expect.fail(line), env });
    expect(database).toMatchObject({ appUrl, ownerUrl, adopted: true });
    await database.stop();
  });
});
