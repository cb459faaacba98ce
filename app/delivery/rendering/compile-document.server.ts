import mjml2html from 'mjml';
import { toAmp } from '../amp/to-amp';
import type { EmailDocument } from '../documents/document';
import { settleMarks } from '../documents/part-marks';
import { toMjml, type Dress } from '../documents/to-mjml';
import { toText } from '../documents/to-text';
import type { MailTemplates } from './mail-data';

const compiled = new Map<string, Promise<MailTemplates>>();
const MOST_COMPILED = 500;

/** Compiles a document, whose words are in the dress's language by now, once; the same in the same dress costs nothing. Throws where MJML finds something wrong, naming it. */
export function compileDocument(document: EmailDocument, dress: Dress): Promise<MailTemplates> {
  const key = JSON.stringify([document, dress]);
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  const fresh = compile(document, dress);
  compiled.set(key, fresh);
  return fresh;
}

/** A quarter of what MJML writes is indentation, which every mail would carry, and count toward the size at which Gmail cuts it off. */
const MADE_SMALL = {
  minify: true,
  minifyOptions: { collapseWhitespace: true, minifyCss: false, removeComments: false },
} as const;

async function compile(document: EmailDocument, dress: Dress): Promise<MailTemplates> {
  const { html, errors } = await mjml2html(toMjml(document, dress), {
    ...MADE_SMALL,
    ...{ validationLevel: 'soft', keepComments: false },
  });
  if (errors.length)
    throw new Error(`document "${document.key}": ${errors.map((error) => error.formattedMessage).join('; ')}`);
  return {
    subject: document.subject,
    html: dress.isMarked ? settleMarks(html) : html,
    text: toText(document, dress),
    ...(document.amp ? { amp: toAmp(document, dress) } : {}),
  };
}
