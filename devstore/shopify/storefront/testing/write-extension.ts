import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readThemeExtension, type ThemeExtension } from '../extension/theme-extension';

export interface WrittenExtension {
  extension: ThemeExtension;
  remove(): void;
}

/** A theme extension of a test's own: each block's Liquid by its handle, with its schema as an object. */
export function writeExtension(blocks: Record<string, { liquid: string; schema: object }>): WrittenExtension {
  const dir = mkdtempSync(path.join(tmpdir(), 'theme-extension-'));
  mkdirSync(path.join(dir, 'blocks'));
  for (const [handle, { liquid, schema }] of Object.entries(blocks)) {
    const text = `${liquid}{% schema %}${JSON.stringify(schema)}{% endschema %}`;
    writeFileSync(path.join(dir, 'blocks', `${handle}.liquid`), text);
  }
  return { extension: readThemeExtension(dir), remove: () => rmSync(dir, { recursive: true }) };
}

/** An embed and a block with a setting of each kind. */
export const NOTE_BLOCKS = {
  banner: {
    liquid: '<p>banner {{ block.settings.words }} {{ request.design_mode }}</p>',
    schema: {
      name: 'Banner',
      target: 'body',
      settings: [{ type: 'text', id: 'words', label: 'Words', default: 'hi' }],
    },
  },
  note: {
    liquid: '<p>note {{ block.settings | json }} on {{ product.title }}</p>',
    schema: {
      name: 'Note',
      target: 'section',
      enabled_on: { templates: ['product', 'index'] },
      settings: [
        { type: 'header', content: 'Words' },
        { type: 'text', id: 'title', label: 'Title', default: 'Hello', info: 'Shown in bold.' },
        { type: 'checkbox', id: 'big', label: 'Large', default: true },
        { type: 'range', id: 'space', label: 'Space', min: 0, max: 40, step: 4, unit: 'px', default: 12 },
        {
          type: 'select',
          id: 'mood',
          label: 'Mood',
          default: 'calm',
          options: [
            { value: 'calm', label: 'Calm' },
            { value: 'loud', label: 'Loud' },
          ],
        },
        { type: 'color', id: 'colour', label: 'Colour', default: '#1d4f3f' },
      ],
    },
  },
};
