// SPDX-License-Identifier: Apache-2.0
// One person's or door's way to talk to the API. One connection a request: a server that was
// restarted in between is not taken for a broken one.
import { request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A refusal that a test did not ask for. */
export class Refused extends Error {
  constructor(
    what: string,
    readonly answer: Answer,
  ) {
    super(`${what}: ${answer.status} ${answer.body.toString('utf8').slice(0, 600)}`);
  }
}

export class Api {
  constructor(
    private readonly origin: () => string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** Whatever the server answers. */
  send(method: string, path: string, body?: unknown): Promise<Answer> {
    const bytes = method === 'GET' || method === 'DELETE' ? undefined : Buffer.from(JSON.stringify(body ?? {}));
    const headers: Record<string, string | number> = { ...this.headers };
    if (bytes) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = bytes.length;
    }
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.origin()), { method, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      });
      call.on('error', reject);
      call.end(bytes);
    });
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) throw new Refused(`${method} ${path}`, answer);
    return (answer.body.length > 0 ? JSON.parse(answer.body.toString('utf8')) : undefined) as T;
  }

  get<T>(path: string): Promise<T> {
    return this.json('GET', path);
  }
  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.json('POST', path, body);
  }
  put<T>(path: string, body: unknown): Promise<T> {
    return this.json('PUT', path, body);
  }
  patch<T>(path: string, body: unknown): Promise<T> {
    return this.json('PATCH', path, body);
  }
  del(path: string): Promise<void> {
    return this.json('DELETE', path);
  }

  /** All pages of a list. */
  async every<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const joint = path.includes('?') ? '&' : '?';
      const from: string = cursor ? `${joint}cursor=${encodeURIComponent(cursor)}` : '';
      const page: { items: T[]; next_cursor?: string | null } = await this.get(path + from);
      items.push(...page.items);
      cursor = page.next_cursor ?? null;
    } while (cursor);
    return items;
  }
}
