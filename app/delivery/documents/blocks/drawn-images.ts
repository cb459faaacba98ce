import { z } from 'zod';
import { sideOf, type Making } from './block-parts';

/** Of blocks whose content can be drawn when the mail is opened. Absent: it stays as it was when the mail left. */
export const onOpening = { drawnOnOpening: z.boolean().optional() };

interface Drawable {
  key: string;
  drawnOnOpening?: boolean | undefined;
}

type Side = ReturnType<typeof sideOf>;

const image = (align: Side, { kit }: Making, rest: string): string =>
  `<mj-image css-class="picture" src="{{ image.src }}" alt="{{ image.alt }}" width="400px" align="${align}" border-radius="${kit.radiusPx}px" fluid-on-mobile="true" ${rest} />`;

/** In one column: its images, or where it has none what it shows otherwise. */
export function drawnOr({ key, drawnOnOpening }: Drawable, making: Making, align: Side, otherwise: string): string {
  if (!drawnOnOpening) return otherwise;
  return `<mj-raw>{% for image in drawn["${key}"] %}</mj-raw>${image(align, making, 'padding="0 0 4px"')}<mj-raw>{% endfor %}{% unless drawn["${key}"].size > 0 %}</mj-raw>${otherwise}<mj-raw>{% endunless %}</mj-raw>`;
}

/** As rows, each of which leads to what it shows. */
export function drawnRows({ key, drawnOnOpening }: Drawable, making: Making, otherwise: string): string {
  if (!drawnOnOpening) return otherwise;
  const { ground, rowClass, words } = making;
  return `<mj-raw>{% for image in drawn["${key}"] %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}"><mj-column>${image(sideOf('start', { words }), making, 'href="{{ image.url }}" padding="0 32px 12px"')}</mj-column></mj-section>
    <mj-raw>{% endfor %}{% unless drawn["${key}"].size > 0 %}</mj-raw>${otherwise}<mj-raw>{% endunless %}</mj-raw>`;
}
