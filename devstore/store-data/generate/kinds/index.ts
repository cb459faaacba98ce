import type { Kind } from '../kind';
import { BED_BATH } from './bed-bath';
import { BREWING } from './brewing';
import { CANDLES } from './candles';
import { DESK, WEAR } from './desk-wear';
import { KITCHEN } from './kitchen';
import { LIGHT } from './light';
import { LIVING } from './living';
import { PANTRY } from './pantry';
import { PLANTS } from './plants';
import { CHRISTMAS, OUTDOORS } from './seasonal';
import { TABLE } from './table';
import { TEXTILES } from './textiles';

export const KINDS: Kind[] = [
  TABLE,
  KITCHEN,
  PANTRY,
  BREWING,
  LIGHT,
  CANDLES,
  TEXTILES,
  BED_BATH,
  PLANTS,
  LIVING,
  DESK,
  WEAR,
  OUTDOORS,
  CHRISTMAS,
].flat();
