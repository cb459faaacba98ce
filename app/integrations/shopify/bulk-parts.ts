import { z } from 'zod';

/** What the objects of bulk answers are made of. */

export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const amount = z.object({ shopMoney: z.object({ amount: z.string() }) });
export const withId = z.object({ id: z.string() });

type Row = Record<string, unknown>;

export const isKind =
  (kind: string) =>
  (row: Row): boolean =>
    typeof row.id === 'string' && row.id.startsWith(`gid://shopify/${kind}/`);

export const isChildOf =
  (id: string) =>
  (row: Row): boolean =>
    row.__parentId === id;
