import type { World } from '../../world';
import { html, type Html } from '../html';
import { sayDuration, sayInstant, sayNear } from '../say-time';
import type { Mail } from './mailbox';
import { factsOf, reportsOf, type MailReport } from './what-happened';

/** What became of a mail, and what Postmark told the app of it. */
export function timeline(world: World, { message, person }: Mail): Html {
  const copy = { messageId: message.messageId, recipient: person.email, stream: message.stream };
  const facts = factsOf(world, copy);
  const reports = reportsOf(world, copy);
  return html`
    <div class="timeline" data-region="timeline">
      <section>
        <h3>What happened</h3>
        <ol>
          ${facts.map(({ at, words, tone }) => html`<li class="is-${tone}">${moment(world, at)}<span>${words}</span></li>`)}
        </ol>
      </section>
      <section>
        <h3>What Postmark told Kindred</h3>
        ${
          reports.length === 0
            ? html`<p class="nothing">Nothing: Kindred has no webhook on the stream “${message.stream}”.</p>`
            : html`<ol>
                ${reports.map((report) => reportItem(world, report))}
              </ol>`
        }
      </section>
    </div>
  `;
}

function reportItem(world: World, report: MailReport): Html {
  const { recordType, isDuplicate, isLost, attempts, nextAt } = report;
  const last = attempts.at(-1);
  const tone = isLost || last?.outcome === 'given-up' ? 'bad' : last?.outcome === 'delivered' ? 'good' : 'plain';
  return html`
    <li class="is-${tone}">
      <strong>${recordType}${isDuplicate && ', told a second time'}</strong>
      ${isLost && html`<span>Lost on the way. Postmark thinks nothing of it; Kindred will never hear.</span>`}
      ${attempts.map(({ at, status, error, outcome }) => html`<span>${moment(world, at)} ${outcomeWords[outcome]} (${answer(status, error)})</span>`)}
      ${nextAt && html`<span>${dueWords(world, nextAt)}</span>`}
    </li>
  `;
}

const outcomeWords = {
  delivered: 'Kindred took it',
  retry: 'Not taken',
  'given-up': 'Not taken, given up',
};

const answer = (status: number | null, error: string | null): string =>
  status === null ? (error ?? 'no answer') : `HTTP ${status}`;

function dueWords(world: World, nextAt: string): string {
  const at = new Date(nextAt);
  const now = world.clock.now();
  return `To be told at ${sayNear(at, now, zoneOf(world))}, in ${sayDuration(at.getTime() - now.getTime())}`;
}

const zoneOf = ({ shopify }: World): string => shopify.store.data.shop.ianaTimezone;

function moment(world: World, at: string): Html {
  const instant = new Date(at);
  return html`<time datetime="${at}" title="${sayInstant(instant, zoneOf(world))}"
    >${sayNear(instant, world.clock.now(), zoneOf(world))}</time
  >`;
}
