import { blockRows } from './blocks';
import type { Making } from './blocks/block-parts';
import { FONTS, USUAL_KIT, type BrandKit } from './brand-kit';
import { readableOn } from './colours';
import type { EmailDocument, Section } from './document';
import { mailWords } from './words';

/** In what a document is dressed. */
export interface Dress {
  kit: BrandKit;
  /** Of two letters; Kindred's own words and the direction of the script are those of it. */
  language: string;
  /** For a preview that can be pointed at; absent: as it is sent. */
  isMarked?: boolean;
}

export const USUAL_DRESS: Dress = { kit: USUAL_KIT, language: 'en' };

/**
 * The document as MJML, in which Liquid stands as opaque text. Conditions and loops wrap whole sections or whole rows of a column, never
 * halves of a table, so that what MJML compiles (tables for Outlook included) stays whole whatever the data.
 */
export function toMjml(document: EmailDocument, dress: Dress): string {
  const { kit, language } = dress;
  const { colours, fonts } = kit;
  const { direction } = mailWords(language);
  return `<mjml lang="${language}" dir="${direction}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>${document.preheader}</mj-preview>
    <mj-attributes>
      <mj-all font-family="${FONTS[fonts.body].stack}" color="${colours.ink}" />
      <mj-text font-size="16px" line-height="24px" padding="0 32px 16px" align="${direction === 'rtl' ? 'right' : 'left'}" />
      <mj-section padding="0" direction="${direction}" />
      <mj-column direction="${direction}" />
      <mj-image padding="0" />
    </mj-attributes>
    <mj-style>
      @media only screen and (max-width: 479px) {
        .narrow-half { width: 50% !important; max-width: 50% !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, .ground, .ground > div, .ground > table { background: #16181a !important; }
        .paper div, .paper a, .paper td { color: #eceae5 !important; }
        .paper, .paper > table, .paper > div, .paper td { background: #202326 !important; }
        .quiet div, .quiet a, .paper .soft { color: #b4b9bf !important; }
        .quiet h1, .quiet h2 { color: #eceae5 !important; }
        .rule p { border-top-color: #3b4045 !important; }
        .picture, .logo td { background-color: #ffffff !important; border-radius: ${kit.radiusPx}px; }
        .paper .cta a, .paper .cta td, .quiet .cta a, .quiet .cta td { color: ${readableOn(colours.accent)} !important; background: ${colours.accent} !important; }
      }
    </mj-style>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  </mj-head>
  <mj-body background-color="${colours.ground}" css-class="ground" width="600px">
    ${document.sections.map((section) => sectionRows(section, dress)).join('\n')}
  </mj-body>
</mjml>`;
}

/** What blocks of a section are made with. */
export function makingOf({ ground = 'paper' }: Section, { kit, language, isMarked = false }: Dress): Making {
  const usual = { kit, words: mailWords(language), linkColour: kit.colours.accent, insetPx: 32, isMarked };
  if (ground === 'paper') return { ...usual, ground: kit.colours.paper, rowClass: 'paper' };
  if (ground === 'ground') return { ...usual, ground: kit.colours.ground, rowClass: 'ground quiet' };
  if (ground !== 'accent') return { ...usual, ground, linkColour: 'inherit', rowClass: '' };
  const { accent } = kit.colours;
  return { ...usual, ground: accent, ink: readableOn(accent), linkColour: 'inherit', rowClass: '' };
}

function sectionRows(section: Section, dress: Dress): string {
  const making = makingOf(section, dress);
  const rows = section.blocks.map((block) => blockRows(block, making)).join('\n');
  if (!section.shownIf) return rows;
  return `<mj-raw>{% unless hidden["${section.key}"] %}</mj-raw>${rows}<mj-raw>{% endunless %}</mj-raw>`;
}
