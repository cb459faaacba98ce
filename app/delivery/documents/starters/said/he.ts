import { greeting, type Said } from './said';

const hello = greeting('שלום');

export const he: Said = {
  'abandoned-cart-first': {
    subject: '{{ person.firstName | default: "שלום" }}, העגלה שלך ב־{{ shop.name }} עדיין כאן',
    preheader:
      '{{ cart.lines[0].title }}{% if cart.lines.size > 1 %} ועוד {{ cart.lines.size | minus: 1 }}{% endif %}, שמור עבורך כפי שהשארת.',
    'heading.text': 'שמרנו את העגלה שלך',
    'text.text': `${hello}, השארת כאן כמה דברים. הם עדיין בעגלה{% if cart.hasSoldOut %}, חוץ ממה שאזל בינתיים{% endif %}. אם משהו הפריע, אפשר פשוט להשיב להודעה הזאת.`,
    'button.label': 'חזרה לעגלה',
    'recommendations.heading': 'מתאים יחד',
  },
  'welcome-first': {
    subject: 'ברוכים הבאים ל־{{ shop.name }}{% if person.firstName %}, {{ person.firstName }}{% endif %}',
    preheader: 'טוב שהצטרפת. זה מה שאפשר לצפות מאיתנו.',
    'heading.text': 'טוב שהצטרפת',
    'text.text': `${hello}, תודה על ההצטרפות לעדכונים שלנו. להתחלה: זה מה שאנשים הכי אוהבים עכשיו.`,
    'button.label': 'לסיור בחנות',
    'recommendations.heading': 'מה שרבים מתחילים בו',
    'seldom.text': 'רק מה ששווה',
    'seldom-why.text': 'אנחנו כותבים כשיש מה לספר.',
    'choice.text': 'בקצב שלך',
    'choice-why.text': 'למטה אפשר לבחור באיזו תדירות ועל מה.',
  },
};
