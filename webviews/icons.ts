import { setAttributes } from './dom';

const namespace = 'http://www.w3.org/2000/svg';

/** Drawn on a 16 by 16 grid; shapes differ, so that no icon is told by its colour alone. */
const paths = {
  pass: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.1-4.2 5a.8.8 0 0 1-1.2 0L4.4 9.2l1.1-1 1.3 1.4 3.6-4.4 1.2.9Z',
  fail: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3 9-1 1-2-2-2 2-1-1 2-2-2-2 1-1 2 2 2-2 1 1-2 2 2 2Z',
  error: 'M8 1.2 15.4 14H.6L8 1.2ZM7.3 6v4h1.4V6H7.3Zm0 5v1.4h1.4V11H7.3Z',
  skipped:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.3a5.7 5.7 0 0 1 4.4 9.3L4.4 3.6A5.7 5.7 0 0 1 8 2.3ZM3.6 4.4l8 8a5.7 5.7 0 0 1-8-8Z',
  notAttempted: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.3a5.7 5.7 0 1 1 0 11.4A5.7 5.7 0 0 1 8 2.3Z',
  attempted: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z',
  waiting: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  running: 'M8 1a7 7 0 1 1-7 7h1.7A5.3 5.3 0 1 0 8 2.7V1Z',
  cancelled: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM5 5h6v6H5V5Z',
  timedOut:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.3a5.7 5.7 0 1 1 0 11.4A5.7 5.7 0 0 1 8 2.3ZM7.4 4.5v4l3 1.8.6-1-2.3-1.4V4.5H7.4Z',
};

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  setAttributes(svg, { viewBox: '0 0 16 16', class: `icon icon-${name}`, 'aria-hidden': 'true' });
  const path = document.createElementNS(namespace, 'path');
  setAttributes(path, { d: paths[name], 'fill-rule': 'evenodd' });
  svg.append(path);
  return svg;
}
