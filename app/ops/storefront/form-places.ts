/** Where a form stands: a block of the theme, the pop-up, the button on a product that is sold out. */
export const FORM_PLACES = ['form', 'popup', 'back-in-stock'] as const;
export type FormPlace = (typeof FORM_PLACES)[number];
