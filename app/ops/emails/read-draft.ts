import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { jsonOf } from '~/platform/json-of';

/** What is wrong with a document, by its path in it; an empty path is about the whole. */
export interface DocumentProblem {
  path: (string | number)[];
  message: string;
}

export type ReadDraft = { kind: 'read'; document: EmailDocument } | { kind: 'refused'; problems: DocumentProblem[] };

const NOT_TOLD: ReadDraft = {
  kind: 'refused',
  problems: [{ path: [], message: 'The email could not be read. Load the page again.' }],
};

/** A document as its editor sends it: JSON, under the key of its page. */
export function readDraft(text: unknown, key: string): ReadDraft {
  const raw = jsonOf(text);
  if (typeof raw !== 'object' || raw === null) return NOT_TOLD;
  return checkDraft({ ...raw, key });
}

/** Whether a document may be kept, and what is wrong where. */
export function checkDraft(raw: unknown): ReadDraft {
  const parsed = documentSchema.safeParse(raw);
  if (parsed.success) return { kind: 'read', document: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.filter((step) => typeof step !== 'symbol'),
    message,
  }));
  return { kind: 'refused', problems };
}
