import { html, type Html } from '../html';

interface Pane {
  name: 'admin' | 'storefront' | 'inbox';
  title: string;
  /** Where the pane begins. */
  url: string;
}

const icon = (path: Html): Html => html`
  <svg
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    aria-hidden="true"
  >
    ${path}
  </svg>
`;
const reloadIcon = icon(
  html`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3" stroke-linecap="round" stroke-linejoin="round" />`,
);
const widenIcon = icon(
  html`<path d="M2.5 8h11M5 5 2 8l3 3M11 5l3 3-3 3" stroke-linecap="round" stroke-linejoin="round" />`,
);
const tabIcon = icon(
  html`<path d="M9.5 2.5h4v4M13.5 2.5 8 8M12 9.5v4H2.5V4H6.5" stroke-linecap="round" stroke-linejoin="round" />`,
);

/** The three panes with the handles between them, and the tabs that take their place where there is little room. */
export function panes(storefrontUrl: string): Html {
  const all: Pane[] = [
    { name: 'admin', title: 'Admin', url: '/admin/apps/kindred/app' },
    { name: 'storefront', title: 'Shop', url: storefrontUrl },
    { name: 'inbox', title: 'Inbox', url: '/inbox/' },
  ];
  return html`
    <nav class="pane-tabs" aria-label="Panes">
      ${all.map(
        ({ name, title }) => html`
          <button type="button" data-show="${name}" aria-controls="pane-${name}">
            ${title}<span class="badge" data-badge="${name}" hidden></span>
          </button>
        `,
      )}
    </nav>
    ${all.map((pane, index) => html`${index > 0 && handle(all[index - 1]?.title ?? '', pane.title)} ${paneOf(pane)}`)}
  `;
}

const paneOf = ({ name, title, url }: Pane): Html => html`
  <section class="pane" id="pane-${name}" data-pane="${name}" aria-label="${title}">
    <header>
      <h2>${title}<span class="badge" data-badge="${name}" hidden></span></h2>
      <button type="button" class="icon" data-reload aria-label="Reload ${title}" title="Reload">${reloadIcon}</button>
      <button
        type="button"
        class="icon widen"
        data-widen
        aria-pressed="false"
        aria-label="Widen ${title}"
        title="Widen"
      >
        ${widenIcon}
      </button>
      <a
        class="icon"
        href="${url}"
        target="_blank"
        aria-label="Open ${title} in its own tab"
        title="Open in its own tab"
      >
        ${tabIcon}
      </a>
    </header>
    <iframe name="${name}" title="${title}" src="${url}" data-home="${url}"></iframe>
  </section>
`;

const handle = (left: string, right: string): Html => html`
  <div
    class="handle"
    data-handle
    role="separator"
    aria-orientation="vertical"
    aria-label="Between ${left} and ${right}"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow="50"
    tabindex="0"
  ></div>
`;
