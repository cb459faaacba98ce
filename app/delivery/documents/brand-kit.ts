import { z } from 'zod';

/** `#1d4f3f`: what every mail client understands. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'give the colour as # and six digits, like #1d4f3f');
export const webAddress = z
  .string()
  .max(2_000)
  .regex(/^https:\/\/[^\s"'<>]+$/, 'give an address that begins with https://');

/** Fonts that stand on readers' machines: others are shown by few mail clients, and never by Outlook. */
export const FONTS = {
  helvetica: { name: 'Helvetica', stack: 'Helvetica Neue, Helvetica, Arial, sans-serif' },
  verdana: { name: 'Verdana', stack: 'Verdana, Geneva, sans-serif' },
  trebuchet: { name: 'Trebuchet', stack: 'Trebuchet MS, Tahoma, sans-serif' },
  georgia: { name: 'Georgia', stack: 'Georgia, Times New Roman, serif' },
  times: { name: 'Times', stack: 'Times New Roman, Times, serif' },
  courier: { name: 'Courier', stack: 'Courier New, Courier, monospace' },
} as const;
export type FontKey = keyof typeof FONTS;
const font = z.enum(Object.keys(FONTS) as [FontKey, ...FontKey[]]);

export const NETWORKS = ['instagram', 'facebook', 'pinterest', 'tiktok', 'youtube', 'x', 'linkedin'] as const;
export type Network = (typeof NETWORKS)[number];
export const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  ...{ instagram: 'Instagram', facebook: 'Facebook', pinterest: 'Pinterest', tiktok: 'TikTok' },
  ...{ youtube: 'YouTube', x: 'X', linkedin: 'LinkedIn' },
};

/** How a shop looks and speaks in its mails. */
export const brandKitSchema = z.object({
  logo: z
    .object({ url: webAddress, widthPx: z.int().min(40).max(400) })
    .nullable()
    .default(null),
  colours: z
    .object({
      ink: colour.default('#1f2328'),
      quiet: colour.default('#646b73'),
      accent: colour.default('#1d4f3f'),
      paper: colour.default('#ffffff'),
      ground: colour.default('#f5f3ee'),
      line: colour.default('#e4e1da'),
    })
    .prefault({}),
  fonts: z.object({ heading: font.default('helvetica'), body: font.default('helvetica') }).prefault({}),
  /** Of buttons and pictures. */
  radiusPx: z.int().min(0).max(24).default(8),
  social: z
    .array(z.object({ network: z.enum(NETWORKS), url: webAddress }))
    .max(NETWORKS.length)
    .default([]),
  /** How the shop wants to sound, in its own words: "warm", "plain". */
  tone: z.array(z.string().trim().min(1).max(40)).max(12).default([]),
  /** Words that are not to stand in a mail. */
  forbidden: z.array(z.string().trim().min(1).max(60)).max(100).default([]),
});
export type BrandKit = z.infer<typeof brandKitSchema>;

/** How mails look while nobody has said otherwise. */
export const USUAL_KIT: BrandKit = brandKitSchema.parse({});
