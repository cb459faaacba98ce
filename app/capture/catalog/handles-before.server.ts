import { Prisma } from '@prisma/client';

const MOST = 10;

/** In an upsert of goods: what they were called in their address before, and now are no more, the newest last. */
export function handlesBefore(table: 'products' | 'collections'): Prisma.Sql {
  const was = Prisma.raw(table);
  return Prisma.sql`CASE WHEN ${was}."handle" IN ('', EXCLUDED."handle") THEN ${was}."handlesBefore"
    ELSE (array_append(array_remove(array_remove(${was}."handlesBefore", ${was}."handle"), EXCLUDED."handle"), ${was}."handle"))[
      GREATEST(1, cardinality(${was}."handlesBefore") + 2 - ${MOST}::int):] END`;
}
