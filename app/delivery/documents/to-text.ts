import { blockText } from './blocks';
import type { EmailDocument } from './document';
import { makingOf, type Dress } from './to-mjml';

/** The same mail for those who read plain text, as a Liquid template. */
export function toText(document: EmailDocument, dress: Dress): string {
  return document.sections
    .map((section) => {
      const making = makingOf(section, dress);
      const made = section.blocks
        .map((block) => blockText(block, making))
        .filter(Boolean)
        .join('\n');
      return section.shownIf ? `{% unless hidden["${section.key}"] %}${made}{% endunless %}` : made;
    })
    .join('\n');
}
