/** Links of a mail carry its token under this name; the theme embed takes it out of the address at once and hands it to us. */
export const MAIL_PARAMETER = 'kindred_mail';
