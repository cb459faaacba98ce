/** What documents say in one language, by their keys and the places of their sayings. */
export type Said = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A greeting with the reader's name where it is known. */
export const greeting = (word: string): string => `${word}{% if person.firstName %} {{ person.firstName }}{% endif %}`;
