import type { BlockSetting } from '../../shopify/storefront/extension/block-setting';
import { html, type Html } from '../html';

interface Field {
  setting: BlockSetting;
  /** The field's name and its id in the page. */
  name: string;
  value: unknown;
}

/** The field by which a merchant changes a setting. */
export function settingField(field: Field): Html {
  const { setting, name } = field;
  if (setting.type === 'header') return html`<h4>${setting.content}</h4>`;
  if (setting.type === 'paragraph') return html`<p class="info">${setting.content}</p>`;
  const info = setting.info && html`<p class="info" id="${name}-info">${setting.info}</p>`;
  if (setting.type === 'checkbox') return html`<div class="setting">${checkbox(field)} ${info}</div>`;
  if (setting.type === 'radio') return html`<div class="setting">${radios(field)} ${info}</div>`;
  return html`
    <div class="setting">
      <label for="${name}">${setting.label}${setting.unit && html` <small>(${setting.unit})</small>`}</label>
      ${control(field)} ${info}
    </div>
  `;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const described = ({ setting, name }: Field): Html | undefined =>
  setting.info ? html`aria-describedby="${name}-info"` : undefined;

const checkbox = (field: Field): Html => html`
  <label class="check">
    <input
      type="checkbox"
      name="${field.name}"
      value="true"
      ${described(field)}
      ${field.value === true && html`checked`}
    />
    ${field.setting.label}
  </label>
`;

const radios = ({ setting, name, value }: Field): Html => html`
  <fieldset>
    <legend>${setting.label}</legend>
    ${setting.options?.map(
      (option) => html`
        <label class="check">
          <input
            type="radio"
            name="${name}"
            value="${option.value}"
            ${option.value === value && html`checked`}
          />${option.label}
        </label>
      `,
    )}
  </fieldset>
`;

/** A field of one element; a kind of setting that this editor does not know is shown as text. */
function control(field: Field): Html {
  const { setting, name, value } = field;
  const { min, max, step } = setting;
  const limits = html`${min !== undefined && html`min="${min}"`} ${max !== undefined && html`max="${max}"`}
  ${step !== undefined && html`step="${step}"`}`;
  const common = html`id="${name}" name="${name}" ${described(field)}`;
  switch (setting.type) {
    case 'select':
      return html`<select ${common}>
        ${setting.options?.map(
          (option) =>
            html`<option value="${option.value}" ${option.value === value && html`selected`}>${option.label}</option>`,
        )}
      </select>`;
    case 'textarea':
      return html`<textarea ${common} rows="4">${text(value)}</textarea>`;
    case 'number':
      return html`<input type="number" ${common} ${limits} value="${text(value)}" />`;
    case 'range':
      return html`<span class="range"
        ><input type="range" ${common} ${limits} value="${text(value)}" /><output for="${name}"
          >${text(value)}</output
        ></span
      >`;
    case 'color':
      return html`<input type="color" ${common} value="${text(value)}" />`;
    default:
      return html`<input type="text" ${common} placeholder="${setting.placeholder}" value="${text(value)}" />`;
  }
}
