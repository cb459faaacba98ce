import mjml2html from 'mjml';
import type { EmailDocument } from '../documents/document';
import { toMjml } from '../documents/to-mjml';
import { toText } from '../documents/to-text';
import type { MailTemplates } from './mail-data';

const compiled = new Map<string, Promise<MailTemplates>>();
const MOST_COMPILED = 500;

/** Compiles a document once; the same document again costs nothing. Throws where MJML finds something wrong, naming it. */
export function compileDocument(document: EmailDocument): Promise<MailTemplates> {
  const key = JSON.stringify(document);
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  const fresh = compile(document);
  compiled.set(key, fresh);
  return fresh;
}

/** A quarter of what MJML writes is indentation, which every mail would carry, and count toward the size at which Gmail cuts it off. */
const MADE_SMALL = {
  minify: true,
  minifyOptions: { collapseWhitespace: true, minifyCss: false, removeComments: false },
} as const;

async function compile(document: EmailDocument): Promise<MailTemplates> {
  const { html, errors } = await mjml2html(toMjml(document), {
    ...MADE_SMALL,
    ...{ validationLevel: 'soft', keepComments: false },
  });
  if (errors.length)
    throw new Error(`document "${document.key}": ${errors.map((error) => error.formattedMessage).join('; ')}`);
  return { subject: document.subject, html, text: toText(document) };
}
