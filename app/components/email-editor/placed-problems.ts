import type { EmailDocument } from '~/delivery/documents/document';
import type { DocumentProblem } from '~/ops/emails/read-draft';

/** Problems by the place they are shown at: `KEY.FIELD` of a block or section, else `KEY`, `subject`, or `` for the whole. */
export function placedProblems(document: EmailDocument, problems: readonly DocumentProblem[]): Map<string, string[]> {
  const placed = new Map<string, string[]>();
  for (const { path, message } of problems) {
    const place = placeIn(document, path);
    const own = placed.get(place) ?? [];
    if (!own.includes(message)) placed.set(place, [...own, message]);
  }
  return placed;
}

/** Follows a path down to the last part on it that has a key. */
function placeIn(document: EmailDocument, path: readonly (string | number)[]): string {
  let at: unknown = document;
  let key = '';
  let field: string | number = '';
  for (const step of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
    const own = typeof at === 'object' && at !== null && 'key' in at ? at.key : undefined;
    if (typeof own === 'string') [key, field] = [own, ''];
    else if (field === '' && typeof step === 'string') field = step;
  }
  const isOfRows = field === 'blocks' || field === 'sections' || field === 'columns';
  if (!key) return isOfRows ? '' : String(field);
  return field === '' || isOfRows ? key : `${key}.${field}`;
}
