import * as bath from './forms/bath';
import * as brewing from './forms/brewing';
import * as candlelight from './forms/candlelight';
import * as cookware from './forms/cookware';
import * as drinkware from './forms/drinkware';
import * as festive from './forms/festive';
import * as furniture from './forms/furniture';
import * as keepsakes from './forms/keepsakes';
import * as lighting from './forms/lighting';
import * as pantry from './forms/pantry';
import * as paper from './forms/paper';
import * as plants from './forms/plants';
import * as tableware from './forms/tableware';
import * as textiles from './forms/textiles';
import * as wear from './forms/wear';
import type { Form } from './look';

/** Where a thing is shown: standing on a surface, hanging on a wall or from above, or lying and seen from above. */
export type Setting = 'floor' | 'wall' | 'flat';

export interface CatalogueForm {
  draw: Form;
  setting: Setting;
  /** Words and phrases, singular, that call a thing by this form. The longest that occurs in a title wins. */
  words: string[];
}

const form = (draw: Form, setting: Setting, words: string): CatalogueForm => ({
  draw,
  setting,
  words: words.split(', '),
});

export const FORMS = {
  mug: form(drinkware.mug, 'floor', 'mug, beaker'),
  cup: form(drinkware.cup, 'floor', 'cup, espresso cup, teacup, saucer, cup and saucer'),
  tumbler: form(drinkware.tumbler, 'floor', 'tumbler, glass, wine glass, goblet, chalice, drinking glass'),
  carafe: form(drinkware.carafe, 'floor', 'carafe, decanter'),
  teapot: form(drinkware.teapot, 'floor', 'teapot, tea pot, tea set'),
  bottle: form(drinkware.bottle, 'floor', 'bottle, flask, water bottle, hot water bottle, thermos, hottie'),
  jug: form(drinkware.jug, 'floor', 'jug, pitcher, milk jug'),
  plate: form(tableware.plate, 'flat', 'plate, dinner plate, coaster, dish, placemat, platter'),
  bowl: form(tableware.bowl, 'floor', 'bowl, salad bowl, pudding bowl'),
  board: form(tableware.board, 'flat', 'board, chopping board, cutting board, serving board'),
  cutlery: form(tableware.cutlery, 'flat', 'cutlery, cutlery set, spoon, fork, teaspoon, tea spoon'),
  tray: form(tableware.tray, 'flat', 'tray, serving tray, baking tray'),
  tin: form(
    tableware.tin,
    'floor',
    'tin, cake tin, biscuit tin, canister, bread bin, storage tin, money box, storage box, box tin',
  ),
  cakeStand: form(tableware.cakeStand, 'floor', 'cake, cake stand, cakestand, cake case, baking'),
  pan: form(cookware.pan, 'flat', 'pan, frying pan, skillet'),
  casserole: form(cookware.casserole, 'floor', 'casserole, pot, cooking pot, dutch oven'),
  knife: form(cookware.knife, 'flat', 'knife, kitchen knife'),
  utensils: form(cookware.utensils, 'floor', 'utensil, spatula, kitchen tool, whisk, utensil set'),
  mill: form(cookware.mill, 'floor', 'mill, pepper mill, grinder, salt and pepper'),
  dripper: form(brewing.dripper, 'floor', 'dripper, coffee maker, coffee dripper, filter coffee maker'),
  kettle: form(brewing.kettle, 'floor', 'kettle, stovetop kettle'),
  pouch: form(pantry.pouch, 'floor', 'coffee, coffee beans, granola, pouch'),
  jar: form(pantry.jar, 'floor', 'jar, jam, marmalade, storage jar, chutney, pot jar, jam jar'),
  honeyJar: form(pantry.honeyDipper, 'floor', 'honey, honey jar'),
  oilBottle: form(pantry.oilBottle, 'floor', 'oil, olive oil, vinegar, syrup, cordial'),
  bar: form(pantry.bar, 'flat', 'chocolate, bar, chocolate bar'),
  packet: form(
    pantry.packet,
    'floor',
    'packet, filter, coffee filter, salt, tablet, pack, refill, tissue, tissues, napkin pack, doily, doilies',
  ),
  teaTin: form(pantry.teaTin, 'floor', 'tea, loose tea, tea tin'),
  matchbox: form(pantry.matchbox, 'floor', 'match, matchbox, matches'),
  tableLamp: form(lighting.tableLamp, 'floor', 'lamp, table lamp, desk lamp, lampshade'),
  floorLamp: form(lighting.floorLamp, 'floor', 'floor lamp, standing lamp'),
  pendant: form(lighting.pendant, 'wall', 'pendant, pendant lamp, ceiling lamp, chandelier'),
  bulb: form(lighting.bulb, 'wall', 'bulb, light bulb, night light'),
  candle: form(candlelight.candle, 'floor', 'candle, scented candle, wax melt'),
  tapers: form(
    candlelight.tapers,
    'floor',
    'taper, taper candle, candlestick, candle stick, candleholder, candle holder',
  ),
  lantern: form(candlelight.lantern, 'floor', 'lantern, garden lantern'),
  stringLights: form(lighting.stringLights, 'wall', 'light, lights, fairy light, string light, string lights'),
  votive: form(
    candlelight.glassVotive,
    'floor',
    'votive, tealight holder, t-light holder, t light holder, light holder',
  ),
  cushion: form(textiles.cushion, 'flat', 'cushion, pillow, cushion cover, cushion insert'),
  throwBlanket: form(textiles.throwBlanket, 'floor', 'throw, blanket, quilt, throw blanket'),
  towels: form(textiles.towels, 'floor', 'towel, bath towel, beach towel, hand towel, towel set'),
  bedLinen: form(textiles.bedLinen, 'floor', 'bed linen, bedding, duvet, sheet, duvet cover, fitted sheet'),
  rug: form(textiles.rug, 'flat', 'rug, mat, doormat, bath mat, runner, table runner, tablecloth'),
  roundRug: form(textiles.roundRug, 'flat', 'round rug'),
  curtain: form(textiles.curtain, 'wall', 'curtain, curtain pair'),
  teaTowel: form(textiles.teaTowel, 'wall', 'tea towel, napkin, dishcloth, kitchen towel'),
  picnicBlanket: form(textiles.picnicBlanket, 'floor', 'picnic, picnic blanket'),
  jumper: form(wear.jumper, 'flat', 'jumper, sweater, cardigan, pullover'),
  socks: form(wear.socks, 'flat', 'sock, socks, wool socks'),
  slippers: form(wear.slippers, 'flat', 'slipper, slippers'),
  scarf: form(wear.scarf, 'flat', 'scarf, shawl'),
  tote: form(
    wear.tote,
    'floor',
    'bag, tote, tote bag, lunch bag, shopper, shopping bag, jumbo bag, washbag, wash bag, lunch box, backpack',
  ),
  apron: form(wear.apron, 'wall', 'apron'),
  soap: form(bath.soap, 'floor', 'soap, soap bar, shampoo bar'),
  dispenser: form(bath.dispenser, 'floor', 'dispenser, hand wash, lotion, hand cream, plant food, washing-up liquid'),
  brush: form(bath.brush, 'flat', 'brush, bath brush, dish brush'),
  basket: form(bath.basket, 'floor', 'basket, storage basket, laundry basket'),
  diffuser: form(bath.diffuser, 'floor', 'diffuser, reed diffuser, room scent, incense, incense, oil burner'),
  toothbrushCup: form(bath.toothbrushCup, 'floor', 'toothbrush cup, toothbrush, toothbrush holder'),
  plant: form(plants.plant, 'floor', 'plant, house plant, houseplant, flower, herb'),
  planter: form(plants.planter, 'floor', 'planter, plant pot, flower pot, cachepot'),
  wateringCan: form(plants.wateringCan, 'floor', 'watering can, garden'),
  vase: form(plants.vase, 'floor', 'vase, urn, ornament vase'),
  driedFlowers: form(plants.driedFlowers, 'floor', 'dried flowers, bouquet, posy'),
  seedPacket: form(plants.seedPacket, 'flat', 'seed, seeds, seed packet'),
  wreath: form(plants.wreath, 'wall', 'wreath, garland, ring'),
  chair: form(furniture.chair, 'floor', 'chair, dining chair'),
  armchair: form(furniture.armchair, 'floor', 'armchair, sofa, lounge chair'),
  stool: form(furniture.stool, 'floor', 'stool, bench'),
  sideTable: form(furniture.sideTable, 'floor', 'table, side table, coffee table, bedside table'),
  shelf: form(furniture.shelf, 'floor', 'shelf, shelving, cabinet, drawer, rack, bookcase, wardrobe, chest'),
  mirror: form(furniture.mirror, 'wall', 'mirror, wall mirror'),
  clock: form(furniture.clock, 'wall', 'clock, wall clock, alarm clock'),
  hooks: form(furniture.hooks, 'wall', 'hook, hooks, hanger, coat rack, hook rail, padded hanger'),
  parasol: form(furniture.parasol, 'floor', 'parasol, umbrella'),
  hammock: form(furniture.hammock, 'floor', 'hammock'),
  notebook: form(
    paper.notebook,
    'flat',
    'notebook, book, journal, diary, planner, album, photo album, sketchbook, passport cover',
  ),
  pencils: form(paper.pencils, 'flat', 'pencil, pen, crayon, pencil set, brush pen'),
  framedPrint: form(
    paper.framedPrint,
    'wall',
    'print, frame, poster, picture, art print, photo frame, canvas, canvas screen',
  ),
  card: form(paper.card, 'flat', 'card, greeting card, card set, envelope, letter, invite, party invite, postcard'),
  organiser: form(paper.organiser, 'floor', 'organiser, organizer, desk organiser, pencil case, pencil holder'),
  wrapRoll: form(festive.wrapRoll, 'floor', 'wrap, wrapping paper, ribbon, tape, gift wrap, sticker'),
  giftBox: form(festive.giftBox, 'floor', 'gift, box, gift box, gift set, hamper, gift card, set'),
  sign: form(
    festive.sign,
    'wall',
    'sign, plaque, chalkboard, blackboard, decoration, slate, door hanger, wall art, magnet',
  ),
  bunting: form(festive.bunting, 'wall', 'bunting, banner'),
  bauble: form(festive.bauble, 'wall', 'bauble, christmas, ornament, bell, easter egg, egg'),
  star: form(festive.star, 'wall', 'star, paper star'),
  necklace: form(
    keepsakes.necklace,
    'wall',
    'necklace, bracelet, earring, earrings, bangle, brooch, jewellery, jewelry, bead, lariat, hair slide',
  ),
  toyBlocks: form(
    keepsakes.toyBlocks,
    'floor',
    'toy, doll, puzzle, game, playhouse, building block, teddy, helicopter, jigsaw',
  ),
  purse: form(keepsakes.purse, 'floor', 'purse, wallet, coin purse, handbag, clutch'),
  heart: form(festive.heart, 'wall', 'heart'),
} satisfies Record<string, CatalogueForm>;

export type FormName = keyof typeof FORMS;
