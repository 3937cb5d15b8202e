import type { View } from './view';
import { elements } from './view';
export function arrayText(view: View): string {
  return elements(view).join(' ');
}
