export { type Drawable, drawProductImage, drawProductPng } from './drawing/draw-product';
export { type GenerateOptions, generateStore } from './generate/generate-store';
export { type ImportOptions, type ImportReport, type ImportResult, importStore } from './import/import-store';
export { type FileReport, type SkippedRow } from './import/report';
