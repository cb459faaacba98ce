/** Colours are `#rrggbb`. */
export type Colour = string;

export function channelsOf(colour: Colour): [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16);
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`colour: "${colour}" is not of the form #rrggbb`);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Goes from `from` (share 0) to `to` (share 1) in sRGB, as SVG's own blending does. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b] = [channelsOf(from), channelsOf(to)];
  const mixed = a.map((channel, index) => Math.round(channel + ((b[index] ?? channel) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Towards a warm dark: shadows of coloured things are not grey. */
export const darker = (colour: Colour, share: number): Colour => mix(colour, '#2a2036', share);

/** Towards a warm white. */
export const lighter = (colour: Colour, share: number): Colour => mix(colour, '#fffaf2', share);

/** Perceived lightness from 0 (black) to 1 (white); the weights are those of ITU-R BT.601. */
export function lightnessOf(colour: Colour): number {
  const [red, green, blue] = channelsOf(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** How far apart two colours look, 0 to about 765; the "redmean" approximation. */
export function distanceBetween(first: Colour, second: Colour): number {
  const [a, b] = [channelsOf(first), channelsOf(second)];
  const meanRed = (a[0] + b[0]) / 2;
  const [red, green, blue] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt((2 + meanRed / 256) * red * red + 4 * green * green + (2 + (255 - meanRed) / 256) * blue * blue);
}
