/** The cart attribute by which our theme embed tells whose browser a cart belongs to. */
export const VISITOR_ATTRIBUTE = '_kindred_visitor';
