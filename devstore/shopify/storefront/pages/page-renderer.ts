import type { Response } from 'express';
import type { Liquid } from 'liquidjs';
import { bundleScripts } from '../browser/bundle-scripts';
import { createAppBlocks, type AppBlocks } from '../extension/app-blocks';
import { globalsOf } from '../liquid/page-globals';
import { createPageEngine, renderSection } from '../liquid/page-engine';
import type { StorefrontOptions } from '../options';
import { readTemplate, sectionType, TAKES_APP_BLOCKS } from '../theme/page-templates';
import { versionOf } from './asset-versions';
import type { Page } from './page';
import type { PageCall } from './page-call';
import { setupOf } from './page-setup';
import { areTooMany, askedSections, renderAll, sendSections, TOO_MANY, type RenderedSections } from './section-answer';
import { readStyles } from './theme-styles';

/** Where the sandbox with the pixel is served. */
export const PIXEL_FRAME = '/web-pixels/sandbox.html';

export type PageRenderer = ReturnType<typeof createPageRenderer>;

/** What a page's parts are rendered with. */
interface Scene {
  page: Page;
  globals: object;
  blocks: AppBlocks;
}

/** Renders pages: the template's sections in its layout, Shopify's set-up and scripts in the head, the app's embeds where they belong. */
export function createPageRenderer(options: StorefrontOptions) {
  const { extensions, store } = options;
  const engine = createPageEngine(() => {
    const { currency, primaryLocale: language, ianaTimezone: timeZone } = store.data.shop;
    return { currency, language, timeZone };
  });
  const appBlocks = createAppBlocks(extensions.theme);
  const version = versionOf(...Object.values(bundleScripts()), readStyles(), extensions.pixel.bundle);

  /** Sends the page, or those of its sections that the address asks for. */
  async function render(call: PageCall, response: Response, page: Page): Promise<void> {
    response.set('Cache-Control', 'no-store');
    const asked = askedSections(call.url);
    if (asked && areTooMany(asked.ids)) return void response.status(400).json(TOO_MANY);
    if (asked) return sendSections(response, asked.as, await sections(call, page, asked.ids));
    const html = await documentOf(call, page);
    response
      .status(page.status ?? 200)
      .type('html')
      .send(html);
  }

  async function documentOf(call: PageCall, page: Page): Promise<string> {
    const scene = setScene(call, page);
    const setup = setupOf(options, call, { page, pixelFrame: `${PIXEL_FRAME}?v=${version}` });
    const { layout } = readTemplate(page.template);
    return (await engine.renderFile(`layout/${layout}`, {
      ...scene.globals,
      setup: JSON.stringify(setup).replace(/</g, '\\u003c'),
      content_for_layout: await contentOf(engine, scene),
      // App embeds are the theme's; checkout has no theme.
      embeds: layout === 'theme' ? await embedsOf(scene) : {},
      version,
    })) as string;
  }

  /** Sections of a page by themselves. */
  function sections(call: PageCall, page: Page, ids: string[]): Promise<RenderedSections> {
    const scene = setScene(call, page);
    return renderAll(ids, (id) => sectionOf(engine, id, scene));
  }

  const setScene = (call: PageCall, page: Page): Scene => ({
    page,
    globals: globalsOf(options, call, page),
    blocks: appBlocks(call.visitor.theme),
  });

  return { render, sections };
}

/** App blocks in a section of their own stand below everything else. */
const appsSectionOf = (template: string): string => `template--${template}__apps`;

async function contentOf(engine: Liquid, scene: Scene): Promise<string> {
  const { template } = scene.page;
  const ids = readTemplate(template).order.map((key) => `template--${template}__${key}`);
  const sections = await Promise.all([...ids, appsSectionOf(template)].map((id) => sectionOf(engine, id, scene)));
  return sections.join('');
}

async function embedsOf({ blocks, globals }: Scene): Promise<Record<'first' | 'head' | 'body', string>> {
  return {
    first: await blocks.embeds('compliance_head', globals),
    head: await blocks.embeds('head', globals),
    body: await blocks.embeds('body', globals),
  };
}

/** A section's markup, or null when the page has none of that id. */
async function sectionOf(engine: Liquid, id: string, { page, globals, blocks }: Scene): Promise<string | null> {
  if (id === appsSectionOf(page.template)) {
    const placed = await blocks.placed(page.template, 'newAppsSection', globals);
    return placed ? renderSection(engine, { id, type: 'apps', appBlocks: placed }, globals) : null;
  }
  const type = sectionType(id, page.template);
  if (!type) return null;
  const placed = TAKES_APP_BLOCKS.has(type) ? await blocks.placed(page.template, 'mainSection', globals) : '';
  return renderSection(engine, { id, type, appBlocks: placed }, globals);
}
