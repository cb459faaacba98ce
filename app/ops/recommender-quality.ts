import type { Prisma } from '@prisma/client';
import type { Quality } from '~/learning/recommendations/quality';

/** Of later orders whose one product was hidden: how often it was among ten. */
export type FoundHidden = Pick<Quality, 'cases' | 'hitRate10' | 'popularityHitRate10'>;

/** What the model that serves measured of itself when it was trained; null where no later order could be asked about. */
export function foundHidden(model: { metrics: Prisma.JsonValue } | null): FoundHidden | null {
  const measured = (model?.metrics ?? null) as FoundHidden | null;
  return measured && measured.cases > 0 ? measured : null;
}
