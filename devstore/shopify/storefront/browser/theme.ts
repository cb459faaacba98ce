import { startCartForms } from './theme/cart-forms';
import { startListForms } from './theme/list-forms';
import { startMenus } from './theme/menus';
import { startPictures } from './theme/pictures';
import { startSearchField } from './theme/search-field';
import { startVariantPicker } from './theme/variant-picker';

/** The theme's own script. Everything works without it by links and forms; with it most needs no new page. */
startCartForms();
startVariantPicker();
startListForms();
startMenus();
startSearchField();
startPictures();
