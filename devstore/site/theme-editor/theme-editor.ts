import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import express, { type Request, type Response, type Router } from 'express';
import { isListed, productPath } from '../../shopify/storefront/catalogue/find-products';
import { EDITOR_PARAM } from '../../shopify/storefront/pages/read-visitor';
import { EDITABLE_TEMPLATES } from '../../shopify/storefront/theme/page-templates';
import type { ThemeState } from '../../shopify/storefront/theme/theme-store';
import type { LiveStore } from '../../live-store';
import type { World } from '../../world';
import { readApp } from '../admin-shell/app-status';
import { ownPagesOnly } from '../own-pages-only';
import { sendPage } from '../page';
import { followDeepLink } from './deep-link';
import { editorPage } from './editor-page';
import { readThemeForm, type Fields } from './read-form';

/** Where Shopify's admin has it, and where apps' deep links lead. */
const ADDRESS = '/admin/themes/current/editor';

/** What the editor needs of the world. */
interface EditedWorld extends Pick<World, 'theme'> {
  urls: Pick<World['urls'], 'storefront'>;
  shopify: { store: LiveStore };
}

/** The theme editor: switches the app's embeds and blocks and sets their settings. What is not saved shows in its own preview alone. */
export function createThemeEditor({ world }: { world: EditedWorld }): Router {
  const { theme } = world;
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '256kb' });
  router.get(ADDRESS, (request, response) => showEditor(world, request, response));
  router.post(`${ADDRESS}/draft`, ownPagesOnly, form, (request, response) => {
    const fields = request.body as Fields;
    theme.keepDraft(text(fields.draft), readThemeForm(fields, theme.extension));
    response.sendStatus(204);
  });
  router.post(ADDRESS, ownPagesOnly, form, (request, response) => {
    const fields = request.body as Fields;
    theme.set(readThemeForm(fields, theme.extension));
    response.redirect(303, `${ADDRESS}?${new URLSearchParams({ template: text(fields.template), saved: 'true' })}`);
  });
  return router;
}

function showEditor(world: EditedWorld, { query }: Request, response: Response): void {
  const { theme, shopify, urls } = world;
  const saved = complete(theme.get(), world);
  const asked = text(query.template);
  const template = Object.hasOwn(EDITABLE_TEMPLATES, asked) ? asked : 'index';
  const draft = followDeepLink(saved, theme.extension, {
    template,
    activateAppId: text(query.activateAppId),
    addAppBlockId: text(query.addAppBlockId),
    target: text(query.target),
  });
  const draftId = randomUUID();
  theme.keepDraft(draftId, draft);
  const page = editorPage({
    ...{ draft, draftId, template, extension: theme.extension },
    appName: readApp().name,
    shopName: shopify.store.data.shop.name,
    isChanged: !isDeepStrictEqual(draft, saved),
    isSaved: query.saved === 'true',
    pages: previewPages(world, draftId),
  });
  const frames = [urls.storefront];
  const styles = ['site', 'theme-editor'];
  sendPage(response, { title: 'Theme editor', styles, script: 'theme-editor', body: page, frames });
}

/** The theme with a state for each of the app's blocks, so that states can be compared. */
function complete(state: ThemeState, { theme }: EditedWorld): ThemeState {
  const off = { isOn: false, settings: {}, places: [] };
  const blocks = theme.extension.blocks.map(({ handle }) => [handle, state.blocks[handle] ?? off]);
  return { blocks: Object.fromEntries(blocks) as ThemeState['blocks'] };
}

/** A page of each template, showing the draft. */
function previewPages({ urls, shopify }: EditedWorld, draftId: string): Record<string, string> {
  const product = shopify.store.data.products.find(isListed);
  const paths: Record<string, string> = {
    product: product ? productPath(product) : '/collections/all',
    collection: '/collections/all',
    search: '/search?q=a',
    cart: '/cart',
  };
  const urlOf = (template: string): string => {
    const url = new URL(paths[template] ?? '/', urls.storefront);
    url.searchParams.set(EDITOR_PARAM, draftId);
    return url.href;
  };
  return Object.fromEntries(Object.keys(EDITABLE_TEMPLATES).map((template) => [template, urlOf(template)]));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
