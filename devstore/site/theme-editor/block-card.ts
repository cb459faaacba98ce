import type { ThemeBlock } from '../../shopify/storefront/extension/theme-extension';
import { EDITABLE_TEMPLATES } from '../../shopify/storefront/theme/page-templates';
import { isEmbed, stateOf, type BlockState, type ThemeState } from '../../shopify/storefront/theme/theme-store';
import { html, type Html } from '../html';
import { templatesFor } from './places';
import { fieldNames } from './read-form';
import { settingField } from './setting-field';

/** One of the app's embeds or blocks with its switch, its places and its settings. */
export function blockCard(block: ThemeBlock, theme: ThemeState, appName: string): Html {
  const state = stateOf(theme, block.handle);
  const kind = isEmbed(block) ? 'app embed' : 'app block';
  const hasMore = block.settings.length > 0 || !isEmbed(block);
  return html`
    <section class="block" aria-label="${block.name}">
      <label class="switch">
        <span><strong>${block.name}</strong><small>${appName}, ${kind}</small></span>
        <input
          type="checkbox"
          role="switch"
          name="${fieldNames.isOn(block.handle)}"
          value="true"
          ${state.isOn && html`checked`}
        />
      </label>
      ${hasMore && html`<div class="more">${!isEmbed(block) && placesOf(block, state)} ${settingsOf(block, state)}</div>`}
    </section>
  `;
}

function settingsOf(block: ThemeBlock, { settings }: BlockState): Html[] {
  const values: Record<string, unknown> = { ...block.defaults, ...settings };
  return block.settings.map((setting, index) => {
    const name = fieldNames.setting(block.handle, setting.id ?? String(index));
    return settingField({ setting, name, value: setting.id ? values[setting.id] : undefined });
  });
}

/** On which pages an app block stands, and where on them. */
function placesOf(block: ThemeBlock, { places }: BlockState): Html {
  const target = fieldNames.target(block.handle);
  const isMain = places.some((place) => place.target === 'mainSection');
  return html`
    <fieldset>
      <legend>Stands on</legend>
      ${templatesFor(block).map(
        (template) => html`
          <label class="check">
            <input
              type="checkbox"
              name="${fieldNames.templates(block.handle)}"
              value="${template}"
              ${places.some((place) => place.template === template) && html`checked`}
            />
            ${EDITABLE_TEMPLATES[template]}
          </label>
        `,
      )}
    </fieldset>
    <div class="setting">
      <label for="${target}">Where on the page</label>
      <select id="${target}" name="${target}">
        <option value="newAppsSection">In a section of its own, at the end</option>
        <option value="mainSection" ${isMain && html`selected`}>Among the product’s or the cart’s own parts</option>
      </select>
    </div>
  `;
}
