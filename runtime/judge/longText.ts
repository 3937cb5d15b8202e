/** Beyond this a text is nobody's exercise, and would take the time of whoever reads it. */
export const maxCharacters = 1_000_000;

/** As much of a text as it takes to see that it is too long. */
export const shortened = (text: string): string => text.slice(0, maxCharacters + 1);
