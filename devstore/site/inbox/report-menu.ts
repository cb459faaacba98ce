import type { World } from '../../world';
import { html, type Html } from '../html';
import { choiceOf, delayWords, faultWords, type ReportChoice } from './report-weather';

/** Chooses how Postmark's reports travel to the app from now on, and says so whenever it is not the usual way. */
export function reportMenu({ postmark }: World, back: string): Html {
  const chosen = choiceOf(postmark.faults.weather);
  const isUsual = chosen?.delay === 'none' && chosen.fault === 'none';
  return html`
    <details class="menu reports" data-keep="reports">
      <summary class="button small ${isUsual ? 'quiet' : 'warn'}">Reports: ${describe(chosen)}</summary>
      <form class="menu-sheet" method="post" action="/inbox/reports" data-send-on-change>
        <p>
          Postmark tells Kindred of each delivery, open, click, bounce, complaint and unsubscribe. From now on it tells
        </p>
        <input type="hidden" name="back" value="${back}" />
        ${choices('delay', 'When', delayWords, chosen?.delay)} ${choices('fault', 'How', faultWords, chosen?.fault)}
        <button class="button small">Use this</button>
      </form>
    </details>
  `;
}

function choices(
  name: keyof ReportChoice,
  legend: string,
  words: Record<string, string>,
  chosen: string | undefined,
): Html {
  return html`
    <fieldset>
      <legend>${legend}</legend>
      ${Object.entries(words).map(
        ([value, label]) => html`
          <label>
            <input type="radio" name="${name}" value="${value}" ${value === chosen && html`checked`} required />
            ${label}
          </label>
        `,
      )}
    </fieldset>
  `;
}

function describe(chosen: ReportChoice | null): string {
  if (!chosen) return 'by chance';
  const delay = delayWords[chosen.delay];
  const faults = { none: delay, twice: `twice, ${delay}`, lost: 'lost', refused: `refused first, ${delay}` };
  return faults[chosen.fault];
}
