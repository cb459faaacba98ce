import { register } from '@shopify/web-pixels-extension';
import { startPixel } from './start-pixel';

register(startPixel);
