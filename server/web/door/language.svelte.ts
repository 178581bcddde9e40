// SPDX-License-Identifier: Apache-2.0
// The door speaks Vietnamese at once. Its English is fetched by those who chose it; until then, and
// where it cannot be had, Vietnamese stands.
import { locale } from '$lib/i18n/locale.svelte';
import { Later } from './later.svelte';

export const english = new Later(() => import('./english'));
type English = NonNullable<typeof english.part>;

/** `const t = texts(vi, 'words')`, whose other half is `words` in english/. */
export function texts<Name extends keyof English>(vi: English[Name], name: Name): () => English[Name] {
  return () => (locale.language === 'en' && english.part?.[name]) || vi;
}

export function speak_chosen(): void {
  if (locale.language === 'en') english.ask();
}
