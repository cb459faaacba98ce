import { Prisma } from '@prisma/client';

// The same of a row `m`, said so that one index alone can serve it. `"state" = 'planned'` is served by the index of all that is due as well, and where the
// statistics are of an hour in which nothing waited, PostgreSQL takes that for empty and reads the whole of it once for each person or id.

/** It is planned, and in nobody's hand: for who has the person; the index of a person's open messages. */
export const waits = Prisma.sql`(m."state" IN ('planned', 'claimed') AND m."leaseUntil" IS NULL)`;

/** It is planned: for who has the id; no index has this. */
export const isPlanned = Prisma.sql`(m."state" || '' = 'planned')`;
