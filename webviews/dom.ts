type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined>;

/** An element with attributes and children; `false`, `null` and `undefined` leave either out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Prose of the catalogue: what stands in backticks is code. */
export function prose(text: string): Node[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : document.createTextNode(part)));
}

export interface ButtonOptions {
  /** Names the button across renders, so that it keeps the focus. */
  key: string;
  primary?: boolean;
  title?: string;
  disabled?: boolean;
  link?: boolean;
}

export function button(label: string, options: ButtonOptions, onClick: () => void): HTMLButtonElement {
  const { key, primary, title, disabled, link } = options;
  const element = el(
    'button',
    {
      type: 'button',
      class: link ? 'link' : primary ? 'primary' : 'secondary',
      'data-key': key,
      title,
      // Not `disabled`: a button that cannot be reached cannot say why it does nothing.
      'aria-disabled': disabled ? 'true' : undefined,
    },
    label,
  );
  element.addEventListener('click', () => {
    if (!disabled) onClick();
  });
  return element;
}

const rendered = new WeakMap<Element, string>();

/**
 * Puts new children in, and gives the focus and open details back to those with the same `data-key`. Children that
 * look as the last ones did change nothing: a button must not be exchanged between the press and the release.
 */
export function refill(container: Element, children: Child[]): void {
  const template = document.createElement('template');
  template.content.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  if (rendered.get(container) === template.innerHTML) return;
  rendered.set(container, template.innerHTML);
  const focused = container.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
  const details = (): HTMLDetailsElement[] => [...container.querySelectorAll<HTMLDetailsElement>('details[data-key]')];
  const wasOpen = new Map(details().map((one) => [keyOf(one), one.open]));
  container.replaceChildren(template.content);
  for (const one of details()) one.open = wasOpen.get(keyOf(one)) ?? one.open;
  if (focused) container.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function keyOf(element: Element | null): string | undefined {
  return element?.closest<HTMLElement>('[data-key]')?.dataset.key;
}
