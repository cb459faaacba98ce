import type { ShopifyGlobal } from '@shopify/app-bridge-types';
import type { BridgeConfig } from './config';
import type { Host } from './host';
import { complain, refuse } from './refuse';
import { createResourcePicker } from './resource-picker';
import type { SaveBars } from './save-bars';
import { createToasts } from './toasts';

/** What of `window.shopify` is imitated. */
type Imitated = Pick<
  ShopifyGlobal,
  | 'config'
  | 'origin'
  | 'ready'
  | 'environment'
  | 'loading'
  | 'idToken'
  | 'user'
  | 'toast'
  | 'resourcePicker'
  | 'modal'
  | 'saveBar'
  | 'scopes'
  | 'app'
>;

const NOT_IMITATED = [
  'intents',
  'picker',
  'pos',
  'reviews',
  'scanner',
  'setSignals',
  'shopifyQL',
  'support',
  'tools',
  'webVitals',
];

/** Makes `window.shopify`. What is not imitated says so when it is touched. */
export function createShopifyGlobal(parts: {
  host: Host;
  config: BridgeConfig;
  bars: SaveBars;
  ready: Promise<void>;
}): object {
  const { host, config, bars, ready } = parts;
  const global: Imitated = {
    ...{ config, ready, origin: location.origin },
    environment: { embedded: true, mobile: false, pos: false, intent: false },
    loading: (isLoading = true) => host.send({ kind: 'loading', isLoading }),
    idToken: () => host.ask('id-token', null),
    user: () => host.ask('user', null),
    toast: createToasts(host),
    resourcePicker: createResourcePicker(host),
    modal: shownById('ui-modal'),
    saveBar: { ...shownById('ui-save-bar'), leaveConfirmation: () => confirmLeaving(host, bars) },
    scopes: createScopes(host),
    app: { extensions: () => host.ask('extensions', null) as ReturnType<ShopifyGlobal['app']['extensions']> },
  };
  for (const name of NOT_IMITATED)
    Object.defineProperty(global, name, { get: () => refuse(`shopify.${name} is not imitated by the dev store.`) });
  return global;
}

interface Shown extends HTMLElement {
  show(): Promise<void>;
  hide(): Promise<void>;
  toggle(): Promise<void>;
}

/** `show(id)`, `hide(id)`, `toggle(id)` of the elements of one name. */
function shownById(tagName: string) {
  const find = (id: string): Shown => {
    const element = document.getElementById(id);
    if (element?.localName !== tagName) refuse(`there is no <${tagName}> with the id ${JSON.stringify(id)}.`);
    return element as Shown;
  };
  return {
    show: async (id: string) => find(id).show(),
    hide: async (id: string) => find(id).hide(),
    toggle: async (id: string) => find(id).toggle(),
  };
}

/** Resolves when the person lets unsaved changes go, or there are none; for one who stays it never does. */
async function confirmLeaving(host: Host, bars: SaveBars): Promise<void> {
  if (bars.isOpen && !(await host.ask('leave', null))) await new Promise(() => undefined);
}

function createScopes(host: Host): ShopifyGlobal['scopes'] {
  const query = () => host.ask('scopes', null);
  const isOptional = async (scopes: string[]) => {
    const { optional } = await query();
    const wrong = scopes.filter((scope) => !optional.includes(scope));
    if (wrong.length > 0) refuse(`${wrong.join(', ')}: not among the optional scopes of shopify.app.toml.`);
  };
  return {
    query,
    async request(scopes) {
      await isOptional(scopes);
      complain('granting optional scopes is not imitated: they count as declined.');
      return { result: 'declined-all', detail: await query() };
    },
    async revoke(scopes) {
      await isOptional(scopes);
      return { detail: await query() };
    },
  };
}
