import { html, type Html } from '../../html';

export interface Embed {
  handle: string;
  name: string;
  isOn: boolean;
  /** The app's deep link asked to switch it on: it is, once saved. */
  isAskedFor: boolean;
}

/** The theme editor's app embeds. As at Shopify, a deep link switches an embed on in the editor, and the merchant has to save. */
export const themeEditorPage = (embed: Embed, appName: string, storefrontUrl: string): Html => html`
  <div class="page">
    <header class="page-head"><h1>Theme editor: app embeds</h1></header>
    <section class="card">
      <form method="post" action="/admin/-/app-embed" class="embed">
        <label>
          <input type="checkbox" name="isOn" value="true" ${(embed.isOn || embed.isAskedFor) && html`checked`} />
          <span><strong>${embed.name}</strong><br /><small>${appName}, app embed</small></span>
        </label>
        <button class="button button-primary">Save</button>
      </form>
      <p class="note" role="status">
        ${
          embed.isOn
            ? 'The embed is on: it stands on every page of the storefront.'
            : embed.isAskedFor
              ? 'Switched on here, not yet in the theme. Press Save.'
              : 'The embed is off: the storefront does not show it.'
        }
      </p>
    </section>
    <p><a class="button" href="${storefrontUrl}" target="_blank" rel="noopener">View the storefront</a></p>
  </div>
`;
