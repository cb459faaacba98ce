import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const option = z.looseObject({ value: z.string(), label: z.string() });

/** A setting as a block's schema declares it; `header` and `paragraph` say something and have no id. */
export const blockSetting = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  content: z.string().optional(),
  info: z.string().optional(),
  placeholder: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  options: z.array(option).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
});

export type BlockSetting = z.infer<typeof blockSetting>;

export type Translate = (text: string) => string;

/** Says what a schema says: `t:KEY` in the words of the extension's default locale, everything else as it is. */
export function translatorOf(dir: string): Translate {
  const file = path.join(dir, 'locales', 'en.default.schema.json');
  const words: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return (text) => {
    if (!text.startsWith('t:')) return text;
    const said = text.slice(2).split('.').reduce(memberOf, words);
    return typeof said === 'string' ? said : text;
  };
}

const memberOf = (at: unknown, key: string): unknown =>
  typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;

/** The setting with all its words said. */
export function translated(setting: BlockSetting, say: Translate): BlockSetting {
  const words = Object.entries(setting).map(([key, value]) => [key, typeof value === 'string' ? say(value) : value]);
  const options = setting.options?.map((each) => ({ ...each, label: say(each.label) }));
  return { ...(Object.fromEntries(words) as BlockSetting), ...(options ? { options } : {}) };
}
