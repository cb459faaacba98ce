import type { Outline } from './outline';
import { CANVAS, type Scene, type Shape } from './scene';

/** The scene as a standalone SVG document of 600 × 600 units with a title for assistive technology. */
export function writeSvg(scene: Scene): string {
  const clips = new Map<string, string>();
  const body = scene.shapes.map((shape) => writeShape(shape, clips)).join('');
  const definitions = [...clips].map(([path, id]) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CANVAS} ${CANVAS}" width="${CANVAS}" height="${CANVAS}" role="img">` +
    `<title>${escapeText(scene.title)}</title>` +
    (definitions && `<defs>${definitions}</defs>`) +
    `<rect width="${CANVAS}" height="${CANVAS}" fill="${scene.ground}"/>${body}</svg>\n`
  );
}

function writeShape(shape: Shape, clips: Map<string, string>): string {
  const paint = shape.strokeWidth
    ? `fill="none" stroke="${shape.colour}" stroke-width="${short(shape.strokeWidth)}" stroke-linecap="round" stroke-linejoin="round"`
    : `fill="${shape.colour}"`;
  const opacity = shape.opacity < 1 ? ` opacity="${short(shape.opacity)}"` : '';
  const clip = shape.clip ? ` clip-path="url(#${clipId(shape.clip, clips)})"` : '';
  return `<path d="${pathData(shape.outline)}" ${paint}${opacity}${clip}/>`;
}

function clipId(outline: Outline, clips: Map<string, string>): string {
  const path = pathData(outline);
  const id = clips.get(path) ?? `c${clips.size + 1}`;
  clips.set(path, id);
  return id;
}

function pathData(outline: Outline): string {
  return outline.map(([letter, ...numbers]) => letter + numbers.map(short).join(' ')).join('');
}

/** Two decimals are finer than a pixel of any screen at this size. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
