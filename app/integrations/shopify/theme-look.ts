import { z } from 'zod';
import type { BrandKit, FontKey, Network } from '~/delivery/documents/brand-kit';
import { NETWORKS, webAddress } from '~/delivery/documents/brand-kit';
import { jsonOf } from '~/platform/json-of';

/** What a theme's settings say of a shop's looks; what they do not say is not there. */
export interface ThemeLook {
  logo?: NonNullable<BrandKit['logo']>;
  colours?: Partial<BrandKit['colours']>;
  fonts?: Partial<BrandKit['fonts']>;
  radiusPx?: number;
  social?: BrandKit['social'];
}

const settings = z.record(z.string(), z.unknown());
const file = z.object({
  current: z.union([z.string(), settings]),
  presets: z.record(z.string(), settings).optional(),
});
const scheme = z.object({ settings });

/**
 * Reads `config/settings_data.json` of a theme by the names that Shopify's own themes use, which most others follow. A theme that calls things
 * otherwise gives less, and nothing wrong.
 */
export function readThemeLook(text: string, shopDomain: string): ThemeLook {
  const current = currentOf(text);
  const colours = coloursOf(current);
  const fonts = fontsOf(current);
  const logo = logoOf(current, shopDomain);
  const radius = z.number().min(0).safeParse(current['buttons_radius']);
  const social = socialOf(current);
  return {
    ...(logo ? { logo } : {}),
    ...(Object.keys(colours).length > 0 ? { colours } : {}),
    ...(Object.keys(fonts).length > 0 ? { fonts } : {}),
    ...(radius.success ? { radiusPx: Math.min(24, Math.round(radius.data)) } : {}),
    ...(social.length > 0 ? { social } : {}),
  };
}

type Settings = z.infer<typeof settings>;

/** Themes are edited by the name of a preset, or by settings of their own. Shopify writes a comment before the JSON. */
function currentOf(text: string): Settings {
  const read = file.safeParse(jsonOf(text.replace(/^\s*\/\*[\s\S]*?\*\//, '')));
  if (!read.success) return {};
  const { current, presets = {} } = read.data;
  return typeof current === 'string' ? (presets[current] ?? {}) : current;
}

/** Of the first colour scheme, or of older themes' single colours. */
function coloursOf(current: Settings): Partial<BrandKit['colours']> {
  const schemes = z.record(z.string(), scheme).safeParse(current['color_schemes']);
  const first = schemes.success ? Object.values(schemes.data)[0]?.settings : undefined;
  const named = {
    ink: colour(first?.['text'] ?? current['colors_text']),
    accent: colour(first?.['button'] ?? current['colors_accent_1']),
    paper: colour(first?.['background'] ?? current['colors_background_1']),
  };
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** `#fff` and `#ffffff` as six digits; what is seen through or named by a function is none. */
function colour(value: unknown): string | undefined {
  const [, digits] = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:ff)?$/i.exec(typeof value === 'string' ? value : '') ?? [];
  if (!digits) return undefined;
  const six = digits.length === 3 ? [...digits].map((each) => each + each).join('') : digits;
  return `#${six.toLowerCase()}`;
}

/** Which of the fonts that stand on readers' machines comes nearest, by the family's name: `baskerville_n4`. */
const NEAREST: readonly [RegExp, FontKey][] = [
  [/courier|mono|code/, 'courier'],
  [/verdana|nunito|lucida/, 'verdana'],
  [/trebuchet|futura|josefin|poppins|montserrat/, 'trebuchet'],
  [/^times|tinos/, 'times'],
  [
    /serif(?!_sans)|baskerville|garamond|bodoni|caslon|playfair|lora|merriweather|georgia|crimson|didot|slab/,
    'georgia',
  ],
];

function fontsOf(current: Settings): Partial<BrandKit['fonts']> {
  const named = { heading: font(current['type_header_font']), body: font(current['type_body_font']) };
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function font(value: unknown): FontKey | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const family = value.toLowerCase().replace(/sans_serif/, 'sans');
  return NEAREST.find(([pattern]) => pattern.test(family))?.[1] ?? 'helvetica';
}

const USUAL_LOGO_PX = 140;

/** Pictures are named `shopify://shop_images/NAME`; the shop serves them under its files. */
function logoOf(current: Settings, shopDomain: string): ThemeLook['logo'] {
  const value = current['logo'];
  const [, name] = /^shopify:\/\/shop_images\/([^/?#]+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (!name) return undefined;
  const width = z.number().safeParse(current['logo_width']);
  const widthPx = Math.min(400, Math.max(40, Math.round(width.success ? width.data : USUAL_LOGO_PX)));
  return {
    url: `https://${shopDomain}/cdn/shop/files/${encodeURIComponent(decoded(name))}?width=${widthPx * 2}`,
    widthPx,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const SETTING_NAMES: Partial<Record<Network, string>> = { x: 'twitter' };

const socialOf = (current: Settings): BrandKit['social'] =>
  NETWORKS.flatMap((network) => {
    const url = webAddress.safeParse(current[`social_${SETTING_NAMES[network] ?? network}_link`]);
    return url.success ? [{ network, url: url.data }] : [];
  });
