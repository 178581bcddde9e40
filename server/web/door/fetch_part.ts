// SPDX-License-Identifier: Apache-2.0
// A part that is fetched beside scanning, with its style. Vite's own does it for any browser, policy
// and number of links, and weighs half a kB.

/** Rejects when one of the two does not come; Later asks again. */
export function fetch_part<T>(load: () => Promise<T>, files: string[] = []): Promise<T> {
  return Promise.all(files.filter((file) => file.endsWith('.css')).map(fetch_style)).then(load);
}

/** Once each, also when its script is asked for again. */
const styles: Record<string, Promise<unknown>> = {};

function fetch_style(file: string): Promise<unknown> {
  return (styles[file] ??= new Promise((come, fail) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `/${file}`;
    link.onload = come;
    link.onerror = () => {
      link.remove();
      delete styles[file];
      fail(new Error(file));
    };
    document.head.append(link);
  }));
}
