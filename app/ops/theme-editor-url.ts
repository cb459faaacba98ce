/** The block file of the theme extension that is the tracking embed, without `.liquid`. */
const EMBED_HANDLE = 'tracking';

/** Opens the theme editor's app embeds with ours switched on; the merchant has to press Save there. */
export const themeEditorUrl = (shopDomain: string, apiKey: string): string =>
  `https://${shopDomain}/admin/themes/current/editor?context=apps&template=index&activateAppId=${apiKey}/${EMBED_HANDLE}`;
