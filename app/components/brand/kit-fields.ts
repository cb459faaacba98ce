import type { BrandKit } from '~/delivery/documents/brand-kit';

/** What each part of the brand's form is given. */
export interface KitFieldsProps {
  kit: BrandKit;
  change: (part: Partial<BrandKit>) => void;
  problemOf: (field: string) => string | undefined;
}
