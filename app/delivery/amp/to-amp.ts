import { FONTS } from '../documents/brand-kit';
import type { EmailDocument } from '../documents/document';
import { makingOf, type Dress } from '../documents/to-mjml';
import { mailWords } from '../documents/words';
import { ampBlock } from './amp-blocks';

const CAROUSEL =
  '<script async custom-element="amp-carousel" src="https://cdn.ampproject.org/v0/amp-carousel-0.1.js"></script>';

/** The document as AMP for email, with Liquid in it (amp.dev, AMP for Email Format): its own markup, since of what MJML writes for Outlook nothing is allowed. */
export function toAmp(document: EmailDocument, dress: Dress): string {
  const { language } = dress;
  const { direction } = mailWords(language);
  const parts = document.sections.map((section) => {
    const making = { ...makingOf(section, dress), insetPx: 24 };
    const made = section.blocks.map((block) => ampBlock(block, making)).join('\n');
    return section.shownIf ? `{% unless hidden["${section.key}"] %}${made}{% endunless %}` : made;
  });
  // A component that nothing uses is an error: whether one is there depends on the reader.
  return `{% capture body %}${parts.join('\n')}{% endcapture %}<!doctype html>
<html ⚡4email data-css-strict lang="${language}" dir="${direction}"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script>{% if body contains "<amp-carousel" %}${CAROUSEL}{% endif %}<style amp4email-boilerplate>body{visibility:hidden}</style><style amp-custom>${styleOf(dress)}</style></head>
<body><div class="mail">{{ body | raw }}</div></body></html>`;
}

function styleOf({ kit: { colours, fonts, radiusPx } }: Dress): string {
  return `body{margin:0;background-color:${colours.ground};color:${colours.ink};font-family:${FONTS[fonts.body].stack};font-size:16px;line-height:24px}
.mail{max-width:600px;margin:0 auto;background-color:${colours.paper}}
.part{padding:12px 24px}
h1,h2{margin:0;font-family:${FONTS[fonts.heading].stack};font-weight:700}
h1{font-size:28px;line-height:34px}
h2{font-size:20px;line-height:26px;padding-bottom:8px}
p{margin:0 0 8px}
hr{border:0;border-top:1px solid ${colours.line}}
a{color:${colours.accent}}
.title{color:inherit;text-decoration:none;font-weight:700}
.cta{display:inline-block;padding:14px 28px;font-weight:700;text-decoration:none}
.soft{color:${colours.quiet};font-size:14px}
.line{display:flex;padding-bottom:12px}
.told{padding:0 12px}
.card{width:160px;margin-right:16px;white-space:normal}
.cardwords{width:160px;font-size:14px;line-height:20px}
.coupon{border:2px dashed ${colours.accent};border-radius:${radiusPx}px;padding:16px}
amp-img img{object-fit:contain}`;
}
