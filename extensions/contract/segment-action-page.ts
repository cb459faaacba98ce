import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { JSDOM } from 'jsdom';

export const SEGMENT_ACTION = fileURLToPath(new URL('../kindred-segment-action', import.meta.url));
export const TARGET = 'admin.customer-segment-details.action.render';

/**
 * The extension's module as Shopify's CLI bundles one for this version: a script that offers it for its target. The CLI's own programs are not asked; what they
 * do is told by Shopify's templates and documentation.
 */
export async function buildSegmentAction(module: string): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import start from ${JSON.stringify(module)}; shopify.extend(${JSON.stringify(TARGET)}, (...given) => start(...given));`,
      resolveDir: SEGMENT_ACTION,
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

export interface OpenedWith {
  bundle: string;
  /** What Shopify says is open. */
  selected: { id: string }[];
  /** The words of one language. */
  words: Record<string, string>;
  /** The Admin API. */
  query: (text: string, options: { variables: Record<string, string> }) => Promise<unknown>;
}

export interface OpenedAction {
  body: HTMLElement;
  /** What a part says, all white space as one space. */
  says: (selector: string) => string[];
  isClosed: () => boolean;
  /** Keys that have no words in the language. */
  missing: string[];
}

/** Runs the bundle as Shopify does: in a window of its own that has a body and the global `shopify`, and no network. */
export function openSegmentAction({ bundle, selected, words, query }: OpenedWith): OpenedAction {
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
  let isClosed = false;
  const missing: string[] = [];
  const translate = (key: string, values: Record<string, string> = {}): string => {
    const text = words[key];
    if (text === undefined) missing.push(key);
    return (text ?? key).replace(/{{(\w+)}}/g, (_, name: string) => values[name] ?? '');
  };
  Object.assign(window, {
    shopify: {
      extend: (target: string, start: () => unknown) => {
        if (target !== TARGET) throw new Error(`Shopify has no such target: ${target}`);
        start();
      },
      extension: { target: TARGET },
      data: { selected },
      i18n: { translate },
      query,
      close: () => void (isClosed = true),
    },
  });
  window.eval(bundle);
  const { body } = window.document;
  return {
    body,
    missing,
    isClosed: () => isClosed,
    says: (selector) =>
      [...body.querySelectorAll(selector)].map((part) => (part.textContent ?? '').replace(/\s+/g, ' ').trim()),
  };
}

/** A file of the extension. */
export const inExtension = (...parts: string[]): string => path.join(SEGMENT_ACTION, ...parts);
