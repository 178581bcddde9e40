// SPDX-License-Identifier: Apache-2.0
// A part that is fetched beside scanning, with its style. Vite's own does it for any browser, policy
// and number of links, and weighs half a kB.

/** Rejects when one of the two does not come; Later asks again. */
export function fetch_part<T>(load: () => Promise<T>, files: string[] = []): Promise<T> {
  return Promise.all(files.filter((file) => file.endsWith('.css')).map(fetch_style)).then(load);
}

function fetch_style(file: string): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/${file}`;
  document.head.append(link);
  return new Promise((come, fail) => {
    link.onload = come;
    link.onerror = () => {
      link.remove();
      fail(new Error(file));
    };
  });
}
