import { Liquid } from 'liquidjs';
import { ServerClient } from 'postmark';
import { starterDocuments } from '~/delivery/documents/starters';
import { documentSchema } from '~/delivery/documents/document';
import { USUAL_DRESS } from '~/delivery/documents/to-mjml';
import { compileDocument } from '~/delivery/rendering/compile-document.server';
import type { MailData, MailTemplates } from '~/delivery/rendering/mail-data';
import { createMailRenderer } from '~/delivery/rendering/mail-renderer.server';
import { renderTogether } from '~/delivery/sending/render-together';
import { mailData } from '../../tests/factories/mail-data';
import { percentile } from '../load/percentiles';
import type { WorldProcess } from './start-world';

const BATCH = 200;
const BATCHES = 15;
const REQUEST = 500;

const people = (count: number, from: number): MailData[] =>
  Array.from({ length: count }, (_, nth) => ({ ...mailData(2, 4), person: { firstName: `Ana ${from + nth}` } }));

const templates = (): Promise<MailTemplates> =>
  compileDocument(documentSchema.parse(starterDocuments['abandoned-cart-first']), USUAL_DRESS);

/** LiquidJS and nothing else: no limits, no thread, no escaping of what strangers write. */
async function bareRenderer(): Promise<(data: MailData) => { subject: string; html: string; text: string }> {
  const engine = new Liquid();
  const { subject, html, text } = await templates();
  const parsed = { subject: engine.parse(subject), html: engine.parse(html), text: engine.parse(text) };
  const fill = (part: keyof typeof parsed, data: MailData) => String(engine.renderSync(parsed[part], data));
  return (data) => ({ subject: fill('subject', data), html: fill('html', data), text: fill('text', data) });
}

export interface RenderingFigures {
  renderUsP50: number;
  bareRenderUsP50: number;
  /** Characters of one mail's HTML. */
  htmlCharacters: number;
}

/** A mail through the app's own renderer (a thread that can be killed, with limits, everything escaped), and through LiquidJS alone, in turn. */
export async function measureRendering(): Promise<RenderingFigures> {
  const compiled = await templates();
  const renderer = createMailRenderer();
  const bare = await bareRenderer();
  const [own, alone]: [number[], number[]] = [[], []];
  let htmlCharacters = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const data = people(BATCH, batch * BATCH);
    const began = performance.now();
    const outcomes = await renderTogether(
      renderer,
      data.map((each) => ({ templates: compiled, data: each })),
    );
    own.push(((performance.now() - began) * 1_000) / BATCH);
    if (outcomes.some(({ kind }) => kind === 'failed')) throw new Error('a mail could not be rendered');
    const beganBare = performance.now();
    for (const each of data) htmlCharacters = bare(each).html.length;
    alone.push(((performance.now() - beganBare) * 1_000) / BATCH);
  }
  await renderer.close();
  return { renderUsP50: percentile(own, 0.5), bareRenderUsP50: percentile(alone, 0.5), htmlCharacters };
}

/** The least that sends: LiquidJS, and requests as large as Postmark takes them, one while the next is rendered. No database. Mails a second. */
export async function measureBare(
  { surroundings, postmarkToken, senderEmail }: WorldProcess,
  count: number,
): Promise<number> {
  const requestHost = new URL(surroundings.urls.postmark).host;
  const client = new ServerClient(postmarkToken, { useHttps: false, requestHost, timeout: 60 });
  const bare = await bareRenderer();
  const began = performance.now();
  let underWay: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < count; at += REQUEST) {
    const mails = people(Math.min(REQUEST, count - at), at).map((data, nth) => {
      const { subject, html, text } = bare(data);
      const To = `bare-${at + nth}@example.com`;
      return { From: senderEmail, To, Subject: subject, HtmlBody: html, TextBody: text, MessageStream: 'broadcast' };
    });
    await underWay;
    underWay = client.sendEmailBatch(mails).then((answers) => {
      const refused = answers.find(({ ErrorCode }) => ErrorCode !== 0);
      if (refused) throw new Error(`Postmark refused a bare mail: ${refused.Message}`);
    });
  }
  await underWay;
  return count / ((performance.now() - began) / 1_000);
}
