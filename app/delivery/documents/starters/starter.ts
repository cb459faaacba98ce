import { documentSchema, type EmailDocument } from '../document';

/** A document every shop begins with, written as a list of blocks. */
export const starter = (document: {
  key: string;
  subject: string;
  preheader: string;
  blocks: object[];
}): EmailDocument => documentSchema.parse({ language: 'en', ...document });
