import { Liquid } from 'liquidjs';
import type { OwnerMail } from './tell-owner.server';

/** A mail of the app's own to a shop's owner: what is, what to do, and where. */
export interface OwnerLetter {
  subject: string;
  paragraphs: string[];
  /** Where the app is opened in the merchant's admin. */
  button: { words: string; url: string };
}

const TEXT = `{% for paragraph in paragraphs %}{{ paragraph }}

{% endfor %}{{ button.words }}:
{{ button.url }}`;

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif;color:#1a1a1a">
<div style="max-width:600px;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3">{{ subject }}</h1>
{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}<p><a href="{{ button.url }}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1a1a1a;color:#fff;text-decoration:none">{{ button.words }}</a></p>
</div></body></html>`;

const plain = new Liquid();
const escaping = new Liquid({ outputEscape: 'escape' });
const [text, html] = [plain.parse(TEXT), escaping.parse(HTML)];

/** The letter as a mail; what comes from elsewhere, such as a shop's name, is escaped in its HTML. */
export const ownerLetter = (letter: OwnerLetter): OwnerMail => ({
  subject: letter.subject,
  text: String(plain.renderSync(text, { ...letter })),
  html: String(escaping.renderSync(html, { ...letter })),
});
