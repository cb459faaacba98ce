import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { isSafePicture } from './picture-file';
import type { PictureSource } from './picture-source';

/** A picture that no mail has wanted for so long is forgotten: a mail's images are drawn for half of that. */
const KEPT_MINUTES = 60 * 1_440;
/** One that could not be had is asked for again after this, so many times. */
const AGAIN_MINUTES = 30;
const MOST_TRIES = 3;
/** Fetched beside each other. */
const AT_ONCE = 4;
const IN_ONE_TURN = 40;

/** Notes that mails are about to show these pictures, and has those fetched that are not there yet: none is waited for when a mail is opened. */
export async function wantPictures(
  { clock }: { clock: Clock },
  db: Db,
  shopId: string,
  urls: readonly string[],
): Promise<void> {
  const wanted = [...new Set(urls)].sort();
  if (wanted.length === 0) return;
  const now = clock.now();
  const missing = await db.$queryRaw<{ isNew: boolean }[]>`
    INSERT INTO product_pictures ("shopId", "url", "wantedAt", "tries", "nextTryAt")
    SELECT ${shopId}::uuid, u."url", ${now}::timestamptz, 0, ${now}::timestamptz FROM unnest(${wanted}::text[]) AS u("url")
    ON CONFLICT ("shopId", "url") DO UPDATE SET "wantedAt" = EXCLUDED."wantedAt"
    RETURNING ("content" IS NULL AND "tries" = 0) AS "isNew"`;
  if (missing.some(({ isNew }) => isNew)) await wake(db, shopId, 'fetch-pictures', now);
}

/** A picture as it was fetched ahead; null: it is not there. */
export async function loadPicture(db: Db, shopId: string, url: string): Promise<Uint8Array | null> {
  const row = await db.productPicture.findUnique({ where: { shopId_url: { shopId, url } }, select: { content: true } });
  return row?.content ?? null;
}

/** Fetches pictures that mails want. Gives when there is more to fetch or to forget. */
export async function fetchPictures(
  { clock, pictures }: { clock: Clock; pictures: PictureSource },
  db: Db,
  shopId: string,
): Promise<Date | null> {
  const now = clock.now();
  await db.productPicture.deleteMany({ where: { shopId, wantedAt: { lt: addMs(now, -minutes(KEPT_MINUTES)) } } });
  const due = await db.productPicture.findMany({
    where: { shopId, content: null, nextTryAt: { lte: now } },
    orderBy: { nextTryAt: 'asc' },
    take: IN_ONE_TURN,
    select: { url: true, tries: true },
  });
  for (let from = 0; from < due.length; from += AT_ONCE)
    await Promise.all(due.slice(from, from + AT_ONCE).map((each) => fetchOne(pictures, db, { ...each, shopId, now })));
  return nextPictureAt(db, shopId);
}

/** When there is a picture to fetch, or else one to forget; null: there is none at all. */
export async function nextPictureAt(db: Db, shopId: string): Promise<Date | null> {
  const [next, oldest] = await Promise.all([
    db.productPicture.aggregate({ where: { shopId, content: null }, _min: { nextTryAt: true } }),
    db.productPicture.aggregate({ where: { shopId }, _min: { wantedAt: true } }),
  ]);
  return next._min.nextTryAt ?? (oldest._min.wantedAt && addMs(oldest._min.wantedAt, minutes(KEPT_MINUTES)));
}

interface Due {
  shopId: string;
  url: string;
  tries: number;
  now: Date;
}

async function fetchOne(pictures: PictureSource, db: Db, { shopId, url, tries, now }: Due): Promise<void> {
  const bytes = await pictures.fetch(url);
  const content = bytes && isSafePicture(bytes) ? Uint8Array.from(bytes) : null;
  const isLast = tries + 1 >= MOST_TRIES;
  await db.productPicture.update({
    where: { shopId_url: { shopId, url } },
    data: { content, tries: tries + 1, nextTryAt: isLast ? null : addMs(now, minutes(AGAIN_MINUTES)) },
  });
}
