import { Liquid } from 'liquidjs';

export interface OwnerNotice {
  shopName: string;
  /** Why no mail leaves, in the provider's words. */
  detail: string;
  waiting: number;
  /** Where the app is opened in the merchant's admin. */
  adminUrl: string;
}

const TEXT = `Since half an hour ago or longer no mail leaves for {{ shopName }}.

Postmark says: {{ detail }}

{{ waitingWords }} until it takes mail again; they are tried again by themselves. One whose time passes meanwhile is not sent late.

What to do: look at your server in Postmark (is it confirmed, paid for, and its token unchanged?), then at the sender in Kindred's settings:
{{ adminUrl }}

This is told once each time it happens.`;

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif;color:#1a1a1a">
<div style="max-width:600px;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3">{{ subject }}</h1>
<p>Since half an hour ago or longer no mail leaves. Postmark says:</p>
<blockquote style="margin:0;padding:8px 16px;border-left:4px solid #d0d0d0">{{ detail }}</blockquote>
<p>{{ waitingWords }} until it takes mail again; they are tried again by themselves. One whose time passes meanwhile is not sent late.</p>
<p>Look at your server in Postmark (is it confirmed, paid for, and its token unchanged?), then at the sender in Kindred’s settings.</p>
<p><a href="{{ adminUrl }}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1a1a1a;color:#fff;text-decoration:none">Open the settings</a></p>
<p style="color:#616161;font-size:14px">This is told once each time it happens.</p>
</div></body></html>`;

const plain = new Liquid();
const escaping = new Liquid({ outputEscape: 'escape' });
const [text, html] = [plain.parse(TEXT), escaping.parse(HTML)];

/** The mail that tells a shop's owner that sending has stopped. */
export function ownerNotice(notice: OwnerNotice): { subject: string; text: string; html: string } {
  const subject = `${notice.shopName}: Kindred cannot send at the moment`;
  const waitingWords = notice.waiting === 1 ? 'One message waits' : `${notice.waiting} messages wait`;
  const words = { ...notice, subject, waitingWords };
  return { subject, text: String(plain.renderSync(text, words)), html: String(escaping.renderSync(html, words)) };
}
