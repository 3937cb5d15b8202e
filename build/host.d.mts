export const serverRoot: string;
export function prepareHost(): Promise<string>;
/** Answers with the folder of the Chinese language pack. */
export function prepareLanguagePack(): Promise<string>;
