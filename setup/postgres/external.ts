import type { DatabaseUrls } from './databases';

export type Environment = Record<string, string | undefined>;

/**
 * The server named by the environment: DATABASE_URL (the app's role), DATABASE_OWNER_URL (owns the schemas) and, where the owner may not
 * create databases, DATABASE_ADMIN_URL. Undefined when neither of the first two is set.
 */
export function externalDatabase(env: Environment): DatabaseUrls | undefined {
  const appUrl = env['DATABASE_URL'];
  const ownerUrl = env['DATABASE_OWNER_URL'];
  if (!appUrl && !ownerUrl) return undefined;
  if (!appUrl || !ownerUrl) {
    const [set, missing] = appUrl ? ['DATABASE_URL', 'DATABASE_OWNER_URL'] : ['DATABASE_OWNER_URL', 'DATABASE_URL'];
    throw new Error(
      `${set} is set but ${missing} is not. Set both (the app's role and the role that owns the schemas), ` +
        'or neither to use the PostgreSQL that comes with the project.',
    );
  }
  const adminUrl = env['DATABASE_ADMIN_URL'] || ownerUrl;
  for (const [name, url] of Object.entries({
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_ADMIN_URL: adminUrl,
  })) {
    checkUrl(name, url);
  }
  return { ownerUrl, appUrl, adminUrl };
}

function checkUrl(name: string, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isUsable =
    parsed && /^postgres(ql)?:$/.test(parsed.protocol) && parsed.username !== '' && parsed.pathname.length > 1;
  if (!isUsable)
    throw new Error(`${name} is not a PostgreSQL address. It looks like postgresql://role:password@host:5432/database`);
}
