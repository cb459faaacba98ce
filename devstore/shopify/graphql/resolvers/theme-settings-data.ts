/** `config/settings_data.json` of the store's theme: names and forms are those of Shopify's own free themes, values those of the storefront's stylesheet, which says the store's name in words. */
export const SETTINGS_DATA = `/*
 * ------------------------------------------------------------
 * IMPORTANT: The contents of this file are auto-generated.
 * ------------------------------------------------------------
 */
${JSON.stringify(
  {
    current: {
      color_schemes: {
        'scheme-1': {
          settings: {
            ...{ background: '#fbfaf7', background_gradient: '', text: '#241f1a' },
            ...{ button: '#1d4f3f', button_label: '#ffffff', secondary_button_label: '#241f1a', shadow: '#241f1a' },
          },
        },
      },
      ...{ type_header_font: 'baskerville_n4', type_body_font: 'helvetica_n4', buttons_radius: 8 },
      ...{ social_instagram_link: 'https://instagram.com/lindenandloom', social_facebook_link: '' },
    },
    presets: {},
  },
  null,
  2,
)}
`;
