import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { buildPixel } from '../build-pixel';
import { readThemeExtension, type ThemeExtension } from './theme-extension';

const pixelToml = z.object({
  type: z.literal('web_pixel_extension'),
  name: z.string().min(1),
  runtime_context: z.literal('strict'),
  customer_privacy: z.object({
    analytics: z.boolean(),
    marketing: z.boolean(),
    preferences: z.boolean(),
    sale_of_data: z.enum(['enabled', 'disabled', 'ldu']),
  }),
  settings: z.object({
    type: z.literal('object'),
    fields: z.record(z.string(), z.object({ type: z.string(), name: z.string() })),
  }),
});

export type PixelPrivacy = z.infer<typeof pixelToml>['customer_privacy'];

export interface PixelExtension {
  /** The script as deployed. */
  bundle: string;
  /** What a visitor must allow before it is loaded. */
  privacy: PixelPrivacy;
  /** Names of the settings that `webPixelCreate` may and must give. */
  settingNames: string[];
}

export interface StorefrontExtensions {
  theme: ThemeExtension;
  pixel: PixelExtension;
}

/** Reads, checks and builds the app's two extensions as a deploy does. Throws one error that names the file and the fault. */
export async function loadExtensions(dirs: { themeDir: string; pixelDir: string }): Promise<StorefrontExtensions> {
  return { theme: readThemeExtension(dirs.themeDir), pixel: await loadPixel(dirs.pixelDir) };
}

async function loadPixel(dir: string): Promise<PixelExtension> {
  const file = path.join(dir, 'shopify.extension.toml');
  const parsed = pixelToml.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const { customer_privacy: privacy, settings } = parsed.data;
  return { bundle: await buildPixel(dir), privacy, settingNames: Object.keys(settings.fields) };
}
