/** Longer texts are no languages. */
const LONGEST = 35;

/**
 * A language as BCP 47 writes it: `de_at.UTF-8` is `de-AT`, `iw` is `he`. Null where it is no tag that could be one (RFC 5646; the canonical
 * form is that of ECMA-402).
 */
export function standardLocale(raw: string): string | null {
  const tag = raw
    .trim()
    .replace(/[.@].*$/s, '')
    .replaceAll('_', '-');
  if (!tag || tag.length > LONGEST || !/^[a-z]{2,3}(-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
