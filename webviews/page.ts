import { speaker } from '../runtime/words/fill';
import type { Say, Section } from '../runtime/words/fill';
import type { PanelState } from './protocol';

interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Page<S extends Section, From, To> {
  say: Say<S>;
  lang: string;
  root: HTMLElement;
  post(message: From): void;
  /** What the serializer finds after a reload. */
  keep(state: PanelState): void;
  onMessage(listener: (message: To) => void): void;
}

interface PageData {
  lang: string;
  strings: Record<string, string>;
  state: PanelState;
}

/** A panel's side of its page: the strings and state that the host put into it, and the way to the host. */
export function openPage<S extends Section, From, To>(parse: (message: unknown) => To): Page<S, From, To> {
  const api = acquireVsCodeApi();
  const data = JSON.parse(found('page-data').textContent ?? '') as PageData;
  api.setState(data.state);
  return {
    say: speaker<S>(data.strings as Record<keyof S, string>),
    lang: data.lang,
    root: found('panel'),
    // VS Code's own function, which has no target origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => api.postMessage(message),
    keep: (state) => api.setState(state),
    onMessage: (listener) => window.addEventListener('message', ({ data: message }) => listener(parse(message))),
  };
}

function found(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
