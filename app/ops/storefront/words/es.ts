import type { FormWords } from './form-words';

export const es: FormWords = {
  usual: {
    heading: 'Cartas de la tienda',
    intro: 'Primero las novedades y, de vez en cuando, una oferta.',
    promise: 'Unas dos cartas al mes. Cada una lleva un enlace para darse de baja.',
    button: 'Suscribirme',
    teaser: 'Cartas de la tienda',
  },
  email: 'Correo electrónico',
  firstName: 'Nombre',
  birthday: 'Fecha de nacimiento',
  optional: 'opcional',
  topics: '¿Sobre qué le gustaría recibir noticias? Sin elegir nada, sobre todo.',
  close: 'Cerrar',
  noEmail: 'Escriba una dirección de correo, por ejemplo ana@example.com.',
  noConsent: 'Marque la casilla: sin su sí no se envía nada.',
  tooOften: 'Han sido muchos intentos. Inténtelo de nuevo en un minuto.',
  failed: 'No ha funcionado y no se ha guardado nada. Inténtelo de nuevo.',
  doneAsked: 'Casi listo: siga el enlace del correo que le llega ahora. Antes de eso no se envía nada.',
  doneAtOnce:
    'Ya está en la lista. Si se había dado de baja, le preguntamos una vez por correo si es lo que quiere; mire su bandeja.',
  stock: {
    button: 'Avisarme cuando vuelva',
    send: 'Avisarme',
    done: 'Le escribimos una vez cuando se pueda comprar de nuevo. Si no conocemos esta dirección, mire su bandeja: quizá haya que confirmarla primero.',
    asked: 'Ha pedido que le avisemos cuando vuelva.',
    cancel: 'Retirar la petición',
  },
};
