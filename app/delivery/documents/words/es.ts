import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `«${title}»` : 'este artículo');

export const es: MailWords = {
  direction: 'ltr',
  total: 'Total',
  soldOutSince: 'Agotado desde entonces',
  soldOutNow: 'Agotado hace un momento',
  struckOut: 'Tachado: el precio más bajo de los 30 días anteriores',
  lowestBefore: (price) => `el más bajo de los 30 días anteriores: ${price}`,
  insteadOf: (price) => `en lugar de ${price}`,
  onlyLeft: (count) => (count === 1 ? 'Solo queda 1:' : `Solo quedan ${count}:`),
  until: (moment) => `Hasta el ${moment}`,
  openTime: { over: 'Ha terminado', available: 'En existencias:', soldOut: 'Agotado:' },
  unsubscribe: 'Darse de baja',
  preferences: 'Elegir lo que recibe',
  consentLine: (shop) => `Recibe este correo porque pidió a ${shop} sus novedades y ofertas.`,
  askedLine: 'Recibe este correo, una sola vez, porque pidió saber cuándo volvería a estar disponible.',
  coupon: {
    use: 'Comprar con este código',
    until: (day) => `Válido hasta el ${day} inclusive, una sola vez.`,
    minimum: (amount) => `Para pedidos de ${amount} o más.`,
    example: 'Un ejemplo: quien reciba este correo tendrá aquí su propio código, si el paso indica una oferta.',
  },
  reasons: {
    boughtTogether: (title) => `Comprado a menudo con ${product(title)}`,
    boughtBySame: (title) => `También elegido por quienes eligieron ${product(title)}`,
    chosenAlong: (title) => `Otros lo eligieron junto con ${product(title)}`,
    becauseViewed: (title) => `Porque miró ${product(title)}`,
    similar: (title) => `Parecido a ${product(title)}`,
    seenInVisit: 'Usted lo miró',
    boughtBefore: 'Ya lo eligió antes',
    buyersAlike: 'Elegido por personas con gustos parecidos',
    popular: 'Lo más buscado ahora',
    firstChoice: 'Por donde muchos empiezan',
    newArrival: 'Nuevo en la tienda',
    sameCollection: 'De la misma colección',
    pinned: 'La elección de la tienda',
  },
};
