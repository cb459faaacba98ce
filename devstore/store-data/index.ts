export { type Drawable, drawProductImage, drawProductPng } from './drawing/draw-product';
export { type GenerateOptions, generateStore } from './generate/generate-store';
