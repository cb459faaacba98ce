import { refuse } from './refuse';

export interface BridgeConfig {
  apiKey: string;
  shop?: string;
  host?: string;
  locale: string;
}

/** Parameters that Shopify puts on the app's address; they are not part of the page's own. */
export const SHOPIFY_PARAMETERS = ['embedded', 'host', 'hmac', 'id_token', 'locale', 'session', 'shop', 'timestamp'];

const KEPT_AS = 'app-bridge-config';

/** The script's own element, checked as the real one checks it. */
export function ownScript(): HTMLScriptElement {
  const script = document.currentScript;
  const isFirst = script instanceof HTMLScriptElement && document.scripts[0] === script;
  if (!isFirst || script.async || script.defer || script.type === 'module')
    refuse('its script must be the first one of the document, without async, defer or type=module.');
  return script;
}

/** Reads the client id from the script or a `<meta name="shopify-api-key">`, the rest from the address or, after it is gone there, from this tab. */
export function readConfig(script: HTMLScriptElement): BridgeConfig {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  const apiKey = script.dataset.apiKey ?? meta?.content;
  if (!apiKey) refuse('the client id is missing: data-api-key on its script, or <meta name="shopify-api-key">.');
  const parameters = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}') as Partial<BridgeConfig>;
  const read = (name: 'shop' | 'host' | 'locale') => parameters.get(name) ?? kept[name];
  const [shop, host, locale = 'en-US'] = [read('shop'), read('host'), read('locale')];
  const config: BridgeConfig = { apiKey, ...(shop ? { shop } : {}), ...(host ? { host } : {}), locale };
  sessionStorage.setItem(KEPT_AS, JSON.stringify(config));
  return Object.freeze(config);
}
