/** What is known of somebody who has bought and looked at nothing yet. */
export interface PersonFacts {
  /** ISO 3166-1; null: not known. */
  country: string | null;
  /** ISO 639, lower case; null: not known. */
  language: string | null;
  /** 0…11: of the moment they are asked for, or began to buy. */
  month: number;
}

/** The language of a locale such as `de-CH`. */
export const languageOf = (locale: string | null): string | null => locale?.split(/[-_]/)[0]?.toLowerCase() || null;

export const monthOf = (at: number): number => new Date(at).getUTCMonth();
