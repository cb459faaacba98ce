import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { jsonOf } from '~/platform/json-of';

const FORMAT = 'kindred-email';

/** A mail as a file that another shop can read. */
export const toEmailFile = (name: string, { key: _key, ...document }: EmailDocument): string =>
  `${JSON.stringify({ format: FORMAT, version: 1, name, document }, null, 2)}\n`;

export type ReadEmailFile =
  { kind: 'read'; document: EmailDocument } | { kind: 'refused'; problems: { field: string; message: string }[] };

const refused = (message: string): ReadEmailFile => ({ kind: 'refused', problems: [{ field: 'of', message }] });
const MOST_PROBLEMS = 5;

/** Reads a mail's file under a key of its new home; what is wrong is named by its place. */
export function fromEmailFile(text: string, key: string): ReadEmailFile {
  const told = jsonOf(text);
  if (typeof told !== 'object' || told === null || !('format' in told) || told.format !== FORMAT)
    return refused(
      'This is not a mail’s file. Choose one that was downloaded among the emails here or in another store.',
    );
  const document: unknown = 'document' in told ? told.document : null;
  const parsed = documentSchema.safeParse({ ...(document as object), key });
  if (parsed.success) return { kind: 'read', document: parsed.data };
  const problems = parsed.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
    field: 'of',
    message: `At ${placeWords(path)}: ${message}. Mend it there, or download the mail again.`,
  }));
  return { kind: 'refused', problems };
}

/** `section 1, block 3, text` */
const placeWords = (path: readonly PropertyKey[]): string =>
  path
    .map((part, at) => {
      if (typeof part !== 'number')
        return path.length > at + 1 && typeof path[at + 1] === 'number' ? null : String(part);
      return `${String(path[at - 1]).replace(/s$/, '')} ${part + 1}`;
    })
    .filter((part) => part !== null)
    .join(', ') || 'the whole';
