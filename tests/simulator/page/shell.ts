import { config } from './config.ts';
import { element } from './element.ts';

const LINKS: readonly (readonly [string, string, string])[] = [
  ['/', '⌂', 'Home'],
  ['/create', '✦', 'Create'],
  [config.route, '▦', 'My library'],
];

export interface Frame {
  readonly node: HTMLElement;
  readonly content: HTMLElement;
  show(path: string, ...children: Node[]): void;
  setBalance(credits: number): void;
}

/** Navigation at the left, the present view at the right; links move without loading a new document. */
export function frame(go: (path: string) => void): Frame {
  const links = LINKS.map(([path, icon, label]) => {
    const link = element('a', { href: path }, element('span', { class: 'icon', 'aria-hidden': 'true' }, icon), element('span', {}, label));
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go(path);
    });
    return link;
  });
  const balance = element('div', { class: 'balance', 'aria-label': 'Credits' });
  const logo = element('a', { class: 'logo', href: '/' }, 'pika');
  const side = element('nav', { class: 'side', 'aria-label': 'Main' }, logo, ...links, element('div', { class: 'spacer' }), balance);
  const content = element('main', { class: 'content' });
  const node = element('div', { class: 'frame-page' }, side, content);
  const setBalance = (credits: number): void => balance.replaceChildren(element('b', {}, String(credits)), ' credits');
  setBalance(config.balance);
  return {
    node,
    content,
    setBalance,
    show(path, ...children) {
      links.forEach((link) => link.toggleAttribute('aria-current', link.getAttribute('href') === path));
      content.replaceChildren(...children);
    },
  };
}
