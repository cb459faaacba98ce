/** A comment where a block begins or ends; it says nothing to mail programs and is shown by none. */
const MARK = String.raw`<!--\/?part:[a-z0-9-]{1,40}-->`;
const MARKS = new RegExp(MARK, 'g');
/** One conditional comment for Outlook, marks, and the next one, which MJML would have made one of. */
const PARTED = new RegExp(
  String.raw`(<!--\[if mso \| IE\]>(?:(?!<!\[endif\]-->)[\s\S])*)<!\[endif\]-->\s*((?:${MARK}\s*)+)<!--\[if mso \| IE\]>`,
  'g',
);

/** Marks between two spaces, which are one without them. */
const SPACED = new RegExp(String.raw`(\s)((?:${MARK})+)\s+`, 'g');

/** A block as MJML between its marks. */
export const betweenMarks = (key: string, made: string): string =>
  `<mj-raw><!--part:${key}--></mj-raw>${made}<mj-raw><!--/part:${key}--></mj-raw>`;

/**
 * Marks that stand between two conditional comments are put before them, so that the two become one as they do without marks, and so do spaces: what is
 * compiled with marks is, once they are taken out, what is compiled without.
 */
export const settleMarks = (html: string): string => html.replace(PARTED, '$2$1').replace(SPACED, '$1$2');

/** A mail as it is sent, of one that was made to be pointed at. */
export const withoutMarks = (html: string): string => html.replace(MARKS, '');
