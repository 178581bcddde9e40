// SPDX-License-Identifier: Apache-2.0
// The language of the pages: Vietnamese unless the reader chose English. The choice is kept in the browser.

export type Language = 'vi' | 'en';

const KEY = 'language';

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi'; // storage may be forbidden; the page works all the same
  }
}

class Locale {
  language = $state<Language>(remembered());

  constructor() {
    document.documentElement.lang = this.language;
  }

  choose(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // The choice then lasts as long as the page.
    }
  }
}

export const locale = new Locale();

/**
 * A dictionary in both languages; `en: typeof vi` makes a missing text a compile error.
 * Use: `const t = texts(vi, en)` and `{t().save}` in markup (it follows a change of language).
 */
export function texts<T>(vi: T, en: NoInfer<T>): () => T {
  return () => (locale.language === 'vi' ? vi : en);
}

/** The sentence of an answer that comes in both languages. */
export function spoken(message: { vi: string; en: string }): string {
  return message[locale.language];
}
