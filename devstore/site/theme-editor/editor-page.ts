import { EDITABLE_TEMPLATES } from '../../shopify/storefront/theme/page-templates';
import { isEmbed, type ThemeState, type ThemeStore } from '../../shopify/storefront/theme/theme-store';
import { html, type Html } from '../html';
import { blockCard } from './block-card';

export interface EditorView {
  appName: string;
  shopName: string;
  extension: ThemeStore['extension'];
  /** What the form shows, and the preview with it. */
  draft: ThemeState;
  draftId: string;
  isChanged: boolean;
  isSaved: boolean;
  template: string;
  /** The preview's address of a page of each template. */
  pages: Record<string, string>;
}

/** The theme editor: the app's embeds and blocks on one side, the storefront as it would be on the other. */
export function editorPage(view: EditorView): Html {
  const { shopName, draftId, isChanged, isSaved, template, pages } = view;
  const state = isChanged ? 'Not saved yet' : isSaved ? 'Saved' : 'No changes';
  return html`
    <body class="editor" data-draft="${draftId}" ${isChanged && html`data-changed`}>
      <form method="post" action="" data-editor>
        <input type="hidden" name="draft" value="${draftId}" />
        <header class="bar">
          <a class="button quiet" href="/admin/home" target="_self">Exit</a>
          <h1>Theme editor <small>${shopName}</small></h1>
          <select class="page" name="template" aria-label="Page in the preview" data-template>
            ${Object.entries(EDITABLE_TEMPLATES).map(
              ([name, words]) => html`<option value="${name}" ${name === template && html`selected`}>${words}</option>`,
            )}
          </select>
          <p class="state" role="status" data-state>${state}</p>
          <button class="button" name="intent" value="save" data-save ${!isChanged && html`disabled`}>Save</button>
        </header>
        <div class="panel">${blockLists(view)}</div>
      </form>
      <main class="preview">
        <iframe
          title="Preview of the storefront"
          src="${pages[template]}"
          data-preview
          data-pages="${JSON.stringify(pages)}"
        ></iframe>
      </main>
    </body>
  `;
}

function blockLists({ extension, draft, appName }: EditorView): Html {
  const cards = (isWanted: boolean) =>
    extension.blocks.filter((block) => isEmbed(block) === isWanted).map((block) => blockCard(block, draft, appName));
  const [embeds, blocks] = [cards(true), cards(false)];
  return html`
    <h2>App embeds</h2>
    ${embeds.length > 0 ? embeds : html`<p class="info">The app has none.</p>`}
    <h2>App blocks</h2>
    ${blocks.length > 0 ? blocks : html`<p class="info">The app has none.</p>`}
    <p class="info">What is switched on here shows in the preview at once, and in the shop once it is saved.</p>
  `;
}
