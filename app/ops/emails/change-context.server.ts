import type { Shop } from '@prisma/client';
import type { ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { PageDeps } from '../shop-context.server';

export type EmailsDeps = PageDeps & ActivityDeps;

export type EmailsOutcome =
  | { kind: 'saved' }
  | { kind: 'made'; key: string }
  | { kind: 'refused'; problems: { field: string; message: string }[] };

export interface By {
  deps: EmailsDeps;
  tx: Db;
  shop: Shop;
  actor: string | undefined;
}

export const refused = (message: string, field = ''): EmailsOutcome => ({
  kind: 'refused',
  problems: [{ field, message }],
});
