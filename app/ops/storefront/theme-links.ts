/** The blocks of the theme extension that belong to forms, by their files' names without `.liquid`. */
export const FORM_BLOCKS = [
  { handle: 'sign-up', isEmbed: false, template: 'index', name: 'Sign-up form' },
  { handle: 'pop-up', isEmbed: true, template: 'index', name: 'Pop-up' },
  { handle: 'back-in-stock', isEmbed: false, template: 'product', name: 'Back in stock' },
] as const;
export type FormBlock = (typeof FORM_BLOCKS)[number];

/** Opens the theme editor with a block placed or an embed switched on; the merchant has to press Save there. */
export function blockEditorUrl(shopDomain: string, apiKey: string, { handle, isEmbed, template }: FormBlock): string {
  const editor = `https://${shopDomain}/admin/themes/current/editor`;
  if (isEmbed) return `${editor}?context=apps&template=${template}&activateAppId=${apiKey}/${handle}`;
  const target = template === 'product' ? 'mainSection' : 'newAppsSection';
  return `${editor}?template=${template}&addAppBlockId=${apiKey}/${handle}&target=${target}`;
}
