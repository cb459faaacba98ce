import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { blockSetting, translated, translatorOf, type BlockSetting, type Translate } from './block-setting';

const blockSchema = z.looseObject({
  name: z.string(),
  target: z.enum(['head', 'body', 'compliance_head', 'section']),
  settings: z.array(blockSetting).default([]),
  enabled_on: z.looseObject({ templates: z.array(z.string()).optional() }).optional(),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
});

export interface ThemeBlock {
  /** File name without `.liquid`, as the theme editor's deep link names it. */
  handle: string;
  /** In words, as the theme editor shows it. */
  name: string;
  target: z.infer<typeof blockSchema>['target'];
  /** The Liquid without its `{% schema %}`. */
  source: string;
  settings: BlockSetting[];
  /** What `block.settings` holds as long as the merchant has changed nothing. */
  defaults: Record<string, unknown>;
  /** The only templates that may show the block; null: any. */
  templates: string[] | null;
  javascript?: string;
  stylesheet?: string;
}

export interface ThemeExtension {
  dir: string;
  blocks: ThemeBlock[];
}

/** Reads a theme app extension's blocks. Throws, naming file and fault, where Shopify would refuse the deploy. */
export function readThemeExtension(dir: string): ThemeExtension {
  const folder = path.join(dir, 'blocks');
  if (!existsSync(folder)) throw new Error(`${dir} has no folder "blocks"; a theme app extension needs one`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.liquid'));
  const say = translatorOf(dir);
  return { dir, blocks: files.sort().map((name) => readBlock(path.join(folder, name), say)) };
}

function readBlock(file: string, say: Translate): ThemeBlock {
  const text = readFileSync(file, 'utf8');
  const parts = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/.exec(text);
  if (!parts) throw new Error(`${file} has no {% schema %}; a block needs one`);
  const parsed = blockSchema.safeParse(parseJson(parts[1] ?? '', file));
  if (!parsed.success) throw new Error(`{% schema %} of ${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const { name, target, settings, enabled_on: enabledOn, javascript, stylesheet } = parsed.data;
  const templates = enabledOn?.templates ?? ['*'];
  return {
    handle: path.basename(file, '.liquid'),
    name: say(name),
    target,
    source: text.replace(parts[0], '').trim(),
    settings: settings.map((each) => translated(each, say)),
    defaults: Object.fromEntries(settings.flatMap((each) => (each.id ? [[each.id, each.default ?? null]] : []))),
    templates: templates.includes('*') ? null : templates,
    ...(javascript ? { javascript } : {}),
    ...(stylesheet ? { stylesheet } : {}),
  };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`{% schema %} of ${file} is no JSON: ${(error as Error).message}`);
  }
}
