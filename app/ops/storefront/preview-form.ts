import { Liquid } from 'liquidjs';
import css from '../../../extensions/kindred-theme/assets/kindred-forms.css?raw';
import popUp from '../../../extensions/kindred-theme/blocks/pop-up.liquid?raw';
import signUp from '../../../extensions/kindred-theme/blocks/sign-up.liquid?raw';
import trap from '../../../extensions/kindred-theme/snippets/consent-and-trap.liquid?raw';
import fields from '../../../extensions/kindred-theme/snippets/sign-up-fields.liquid?raw';
import type { ThemeSettings } from './theme-settings';
import type { Language } from './words';

export const PREVIEWS = ['form', 'popup', 'bar'] as const;
/** The form as a block, the pop-up as wide screens show it, the bar as phones do. */
export type PreviewKind = (typeof PREVIEWS)[number];

const engine = new Liquid({ templates: { 'sign-up-fields': fields, 'consent-and-trap': trap } });
engine.registerFilter('asset_url', (name: string) => name);
engine.registerFilter('stylesheet_tag', () => '');
engine.registerFilter('t', () => '');

const withoutSchema = (block: string): string => block.replace(/{% schema %}[\s\S]*/, '');
const BLOCKS = { form: engine.parse(withoutSchema(signUp)), popup: engine.parse(withoutSchema(popUp)) };

/** The theme's own block, rendered with what the theme would be told, as a page that runs nothing. */
export function previewForm(settings: ThemeSettings, language: Language, kind: PreviewKind): string {
  const popup = { ...settings.popup, on: true, templates: ['index'], where: 'everywhere' };
  const globals = {
    app: { metafields: { kindred: { storefront: { value: { ...settings, popup } } } } },
    request: { locale: { iso_code: language }, page_type: 'index' },
    block: { id: 'preview', settings: {}, shopify_attributes: '' },
    localization: { country: { iso_code: '' } },
  };
  const block = engine.renderSync(BLOCKS[kind === 'form' ? 'form' : 'popup'], globals) as string;
  const shown = { form: block, popup: block.replace('<dialog', '<dialog open'), bar: block.replace(/ hidden>/, '>') };
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${css}${PAGE}${kind === 'popup' ? DIMMED : ''}</style></head><body>${shown[kind]}</body></html>`;
}

/** Colours and fonts come from the theme; here a plain one. Without scripts the form would be hidden, as it should be in a store. */
const PAGE = `body{margin:0;min-height:100vh;font:16px/1.5 system-ui,sans-serif;color:#121212;background:#fff}h2{font-size:1.5rem;line-height:1.2}.kindred-sign-up{display:block!important}`;
const DIMMED = `body{background:#8c8c8c}.kindred-popup{position:fixed;inset:0}`;
