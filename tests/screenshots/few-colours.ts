const MOST = 256;
/** Of these the most frequent colours stand as they are: what text and surfaces are made of. */
const KEPT = 128;

interface Tone {
  rgb: number;
  count: number;
}

interface FewColours {
  /** Three bytes a colour. */
  palette: Buffer;
  /** One byte a pixel. */
  indices: Buffer;
}

/** A picture by at most 256 colours: the most frequent as they are, the others by the mean of their like (median cut, Heckbert 1982). */
export function fewColours(rgb: Buffer): FewColours {
  const tones = tonesOf(rgb);
  const isSimple = tones.length <= MOST;
  const kept = tones.slice(0, isSimple ? MOST : KEPT).map((tone) => [tone]);
  const boxes = isSimple ? kept : [...kept, ...cut(tones.slice(KEPT), MOST - KEPT)];
  const palette = Buffer.alloc(boxes.length * 3);
  const indexOf = new Map<number, number>();
  boxes.forEach((box, index) => {
    palette.writeUIntBE(meanOf(box), index * 3, 3);
    for (const tone of box) indexOf.set(tone.rgb, index);
  });
  const indices = Buffer.alloc(rgb.length / 3);
  for (let pixel = 0; pixel < indices.length; pixel++) indices[pixel] = indexOf.get(rgb.readUIntBE(pixel * 3, 3)) ?? 0;
  return { palette, indices };
}

/** The most frequent first. */
function tonesOf(rgb: Buffer): Tone[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const tone = rgb.readUIntBE(at, 3);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return [...counts].map(([tone, count]) => ({ rgb: tone, count })).sort((a, b) => b.count - a.count || a.rgb - b.rgb);
}

const channelOf = ({ rgb }: Tone, channel: number): number => (rgb >> (16 - 8 * channel)) & 255;

/** Halves the box whose colours are furthest apart until there are so many. */
function cut(tones: Tone[], most: number): Tone[][] {
  const boxes = [boxOf(tones)];
  while (boxes.length < most) {
    const widest = boxes.reduce((best, box, index) => (box.weight > (boxes[best]?.weight ?? 0) ? index : best), 0);
    const box = boxes[widest];
    if (!box || box.weight === 0) break;
    const sorted = [...box.tones].sort((a, b) => channelOf(a, box.channel) - channelOf(b, box.channel));
    const middle = middleOf(sorted);
    boxes.splice(widest, 1, boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle)));
  }
  return boxes.map((box) => box.tones);
}

interface Box {
  tones: Tone[];
  /** That in which its colours differ the most. */
  channel: number;
  /** How much they do, and how much of the picture they are. */
  weight: number;
}

function boxOf(tones: Tone[]): Box {
  const spans = [0, 1, 2].map((channel) => {
    const values = tones.map((tone) => channelOf(tone, channel));
    return (
      values.reduce((high, value) => Math.max(high, value), 0) -
      values.reduce((low, value) => Math.min(low, value), 255)
    );
  });
  const span = Math.max(...spans);
  const pixels = tones.reduce((sum, { count }) => sum + count, 0);
  return { tones, channel: spans.indexOf(span), weight: span * Math.sqrt(pixels) };
}

/** Where half of the pixels stand before; each side keeps one colour at least. */
function middleOf(sorted: Tone[]): number {
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let seen = 0;
  const index = sorted.findIndex(({ count }) => (seen += count) >= half);
  return Math.min(Math.max(1, index), sorted.length - 1);
}

function meanOf(box: readonly Tone[]): number {
  const pixels = box.reduce((sum, { count }) => sum + count, 0);
  const mean = (channel: number) =>
    Math.round(box.reduce((sum, tone) => sum + channelOf(tone, channel) * tone.count, 0) / pixels);
  return (mean(0) << 16) | (mean(1) << 8) | mean(2);
}
