export interface ServerOptions {
  /** The folder for everything that the server keeps. */
  home: string;
  settings?: Record<string, unknown>;
  port?: number;
  token?: string;
  /** Workspace trust, on by default as it is for everyone. */
  trust?: boolean;
  language?: string;
  languagePack?: string;
  env?: Record<string, string>;
}

export interface Server {
  origin: string;
  authority: string;
  token?: string;
  ended: Promise<unknown>;
  log(): string;
  stop(): Promise<void>;
}

export function startServer(options: ServerOptions): Promise<Server>;
export function workbenchUrl(server: Server, open: { folder?: string; extension: string; tests?: string }): string;
export function freePort(preferred?: number): Promise<number>;
