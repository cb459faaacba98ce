/** A picture as drawn is small: what is larger in pixels is none that was asked for, and would take long to read. */
const MOST_PIXELS = 1_200;

interface Measures {
  widthPx: number;
  heightPx: number;
}

/** Whether bytes are a JPEG or PNG of a size that is safe to read. Anything else is not looked at further. */
export function isSafePicture(bytes: Uint8Array): boolean {
  const found = pngMeasures(bytes) ?? jpegMeasures(bytes);
  if (!found) return false;
  const { widthPx, heightPx } = found;
  return widthPx > 0 && heightPx > 0 && widthPx <= MOST_PIXELS && heightPx <= MOST_PIXELS;
}

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Of the header, which stands first (PNG, 11.2.2). */
function pngMeasures(bytes: Uint8Array): Measures | null {
  if (bytes.length < 33 || PNG.some((each, at) => bytes[at] !== each)) return null;
  const long = (at: number) => word(bytes, at) * 65_536 + word(bytes, at + 2);
  return { widthPx: long(16), heightPx: long(20) };
}

/** Of the first frame (ITU-T T.81, B.2.2): markers are walked through, none of their contents is read. */
function jpegMeasures(bytes: Uint8Array): Measures | null {
  if (bytes.length < 20 || word(bytes, 0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { heightPx: word(bytes, at + 5), widthPx: word(bytes, at + 7) };
    at += 2 + Math.max(2, word(bytes, at + 2));
  }
  return null;
}
