import { html, type Html } from '../../html';

/** One thing of the store with what is known of it, one fact a line. Facts that are missing are left out. */
export interface Facts {
  title: string;
  back: { href: string; label: string };
  facts: [name: string, value: Html | string | null][];
  /** Further cards below: a heading and lines. */
  lists?: { heading: string; lines: (Html | string)[] }[];
}

export const factsPage = ({ title, back, facts, lists = [] }: Facts): Html =>
  html`<div class="page">
    <header class="page-head">
      <h1><a class="back" href="${back.href}" aria-label="Back to ${back.label}">‹</a> ${title}</h1>
    </header>
    <section class="card" aria-label="${title}">
      <dl>
        ${facts.map(
          ([name, value]) =>
            value &&
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </section>
    ${lists.map(
      ({ heading, lines }) =>
        html`<section class="card">
          <h2>${heading}</h2>
          <ul class="lines">
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>
        </section>`,
    )}
  </div>`;

/** What is shown where there is no such thing. */
export const missingPage = (what: string): Html =>
  html`<div class="page">
    <header class="page-head"><h1>Not found</h1></header>
    <section class="card"><p class="nothing">There is no ${what} here.</p></section>
  </div>`;
