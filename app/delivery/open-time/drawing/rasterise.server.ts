import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const { resolve } = createRequire(import.meta.url);
/** No font of the machine's: what is drawn is the same everywhere. */
const font = {
  loadSystemFonts: false,
  fontFiles: [
    resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
    resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
  ],
  defaultFontFamily: 'Inter',
};

/** Two pixels for each of the mail's. */
const TWICE = { mode: 'zoom', value: 2 } as const;

/** An SVG as PNG, while the caller waits. Throws where it is none. */
export const drawNow = (svg: string): Uint8Array => new Resvg(svg, { font, fitTo: TWICE }).render().asPng();
