import type { FormWords } from './form-words';

export const en: FormWords = {
  usual: {
    heading: 'Letters from the shop',
    intro: 'New things first, and now and then an offer.',
    promise: 'About two letters a month. Every one of them has a link to unsubscribe.',
    button: 'Sign up',
    teaser: 'Letters from the shop',
  },
  email: 'Email',
  firstName: 'First name',
  birthday: 'Birthday',
  optional: 'optional',
  topics: 'What would you like to hear about? Choose none, and it is everything.',
  close: 'Close',
  noEmail: 'Please enter an email address, such as ana@example.com.',
  noConsent: 'Please tick the box: without your yes nothing is sent.',
  tooOften: 'That was often. Please try again in a minute.',
  failed: 'That did not work, and nothing was kept. Please try again.',
  doneAsked: 'Almost done: look in your inbox and follow the link to confirm. Nothing is sent before that.',
  doneAtOnce:
    'You are on the list. If you unsubscribed before, we ask you once by email whether you mean it; look in your inbox.',
  stock: {
    button: 'Tell me when it is back',
    send: 'Tell me',
    done: 'We write to you once when it can be bought again. If this address is new to us, look in your inbox: it may have to be confirmed first.',
    asked: 'You asked to be told when this is back.',
    cancel: 'Take it back',
  },
};
